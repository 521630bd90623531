alter table feedback_item
    add constraint feedback_via check (via in ('COMMAND', 'FORM', 'MESSAGE', 'THREAD', 'REACTION', 'WEB', 'CSV')) not valid,
    add constraint feedback_kind check (kind in ('PROBLEM', 'IDEA', 'PRAISE', 'QUESTION')) not valid,
    add constraint feedback_importance check (importance in (1, 2, 3)) not valid,
    add constraint feedback_source
        check (source in ('SLACK', 'CALL', 'EMAIL', 'MEETING', 'SUPPORT', 'SURVEY', 'REVIEW', 'OTHER')) not valid,
    add constraint feedback_consent check (consent in ('YES', 'NO', 'UNKNOWN')) not valid;
