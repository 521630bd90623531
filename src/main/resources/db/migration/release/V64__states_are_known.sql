-- A source before its releases, and a release before what hangs on it, as everybody locks them. What is added beside a release is added
-- by whoever has locked it, so no foreign key waits for one that somebody else changes.
alter table release_source
    add constraint release_source_kind check (kind in ('GITHUB', 'WEBHOOK')) not valid,
    add constraint release_source_area foreign key (area_id) references area on delete set null not valid;

-- Its workings name the area too, so it must not go from the column alone: an area that a release names stays.
alter table release
    add constraint release_state check (state in ('DRAFT', 'PLANNED', 'PUBLISHED', 'RETRACTED', 'DISCARDED')) not valid,
    add constraint release_area foreign key (area_id) references area not valid;

alter table release_happening add constraint release_happening_kind
    check (kind in ('DRAFTED', 'EDITED', 'PLANNED', 'SECOND_ASKED', 'AGREED', 'SENT_BACK', 'WAITS_FOR_SECOND',
        'NEEDS_SECOND', 'GATE_SAID_NO', 'GOES_NOWHERE', 'CALLED_BACK', 'PUBLISHED', 'RETRACTED', 'DISCARDED',
        'HANDED_OVER', 'SKIPPED')) not valid;

alter table release_question add constraint release_question_standing
    check (standing in ('OPEN', 'ANSWERED', 'ELSEWHERE', 'CLOSED')) not valid;

alter table release_task add constraint release_task_state
    check (state in ('OPEN', 'DONE', 'NOT_NEEDED', 'DROPPED')) not valid;

alter table release_part
    add constraint release_part_standing check (standing in ('OUT', 'PRERELEASE', 'WITHDRAWN', 'DELETED')) not valid,
    add constraint release_part_release foreign key (workspace_id, release_id) references release (workspace_id, id)
        on delete set null (release_id) not valid;

alter table release_hook
    add constraint release_hook_outcome check (outcome in ('TAKEN', 'IGNORED', 'REFUSED', 'FAILED')) not valid,
    add constraint release_hook_release foreign key (workspace_id, release_id) references release (workspace_id, id)
        on delete set null (release_id) not valid;

alter table release_digest_entry add constraint release_digest_entry_release
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade not valid;
