-- A request before what hangs on it, as everybody locks them.
alter table approval_request add constraint approval_request_state
    check (state in ('OPEN', 'CHANGES_REQUESTED', 'BLOCKED', 'APPROVED', 'REJECTED', 'WITHDRAWN')) not valid;

alter table approval_happening add constraint approval_happening_kind
    check (kind in ('OPENED', 'ASKED', 'APPROVED', 'CHANGES_REQUESTED', 'BLOCKED', 'OVERRULED', 'UPHELD', 'DELEGATED',
        'HANDED_OVER', 'LAPSED', 'QUESTION', 'ANSWER', 'REMINDED', 'CLIMBED', 'TIME_UP', 'NEEDED_NOW', 'STAGE_PASSED',
        'DECIDED', 'WITHDRAWN', 'RESUBMITTED', 'REOPENED')) not valid;

alter table decision add constraint decision_how check (how in ('AGREED', 'AUTONOMOUS', 'SILENCE', 'RULING')) not valid;

alter table approval_errand add constraint approval_errand_whose
    check (whose in ('ANYBODYS', 'MINE', 'WAITING')) not valid;
