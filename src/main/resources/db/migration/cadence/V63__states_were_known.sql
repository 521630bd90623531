-- A row that nobody expected must not keep Steward from starting: then the constraint goes on to hold for new rows only.
do $$
declare
    added pg_constraint;
begin
    for added in select * from pg_constraint where not convalidated and conname in (
        'cadence_state', 'cadence_session_state', 'cadence_session_cause', 'cadence_happening_kind', 'cadence_session_happening_kind',
        'cadence_item_state', 'cadence_session_item_outcome', 'cadence_decision_item', 'cadence_ask_cadence', 'cadence_action_state',
        'cadence_action_cadence', 'cadence_action_item', 'cadence_action_happening_kind', 'cadence_swap_state') loop
        begin
            execute format('alter table %s validate constraint %I', added.conrelid::regclass, added.conname);
        exception when check_violation or foreign_key_violation then
            raise warning '% of % holds for new rows only: %', added.conname, added.conrelid::regclass, sqlerrm;
        end;
    end loop;
end $$;
