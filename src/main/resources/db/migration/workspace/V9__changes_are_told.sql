-- Tells all instances, once it is committed, that a row is another now: on the channel of the first argument, by the columns of the others.
create function steward_tell_change() returns trigger language plpgsql as $$
begin
    perform pg_notify(tg_argv[0], changed.named)
    from (select distinct (select string_agg(state.columns ->> key.name, ' ' order by key.n)
                           from unnest(tg_argv[1:]) with ordinality as key (name, n)) as named
          from (values (to_jsonb(old)), (to_jsonb(new))) as state (columns)
          where state.columns is not null) changed;
    return null;
end $$;

-- Not when somebody last read its people and channels
create trigger tell_change after insert or delete or update of team_id, enterprise_id, name, app_id, bot_user_id, bot_id,
    bot_token_ciphertext, left_at, intake_channel_id, capture_emoji, guests_are_members
    on workspace for each row execute function steward_tell_change('steward_workspace', 'id');
create trigger tell_change after insert or delete or update
    on member for each row execute function steward_tell_change('steward_member', 'workspace_id', 'user_id');
create trigger tell_change after insert or delete or update
    on area for each row execute function steward_tell_change('steward_area', 'workspace_id');
create trigger tell_change after insert or delete or update
    on channel for each row execute function steward_tell_change('steward_channel', 'workspace_id', 'channel_id');
