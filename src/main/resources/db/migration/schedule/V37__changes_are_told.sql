-- See workspace/V9
create trigger tell_change after insert or delete or update
    on holiday for each row execute function steward_tell_change('steward_holiday', 'workspace_id');
create trigger tell_change after insert or delete or update
    on holiday_setting for each row execute function steward_tell_change('steward_holiday', 'workspace_id');
