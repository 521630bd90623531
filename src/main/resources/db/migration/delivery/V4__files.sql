alter table delivery
    drop constraint delivery_form_check,
    add constraint delivery_form_check check (form in ('card', 'notice', 'file'));

-- What is to be shared, until it was. Without a foreign key: deliveries are deleted by the thousand.
create table delivery_file (
    delivery_id uuid        primary key,
    name        text        not null,
    title       text        not null,
    content     bytea       not null,
    file_id     text,                              -- what Slack calls it, once its bytes are there
    left_at     timestamptz                        -- when Slack was last asked to show it
);

-- Pictures do not get smaller.
alter table delivery_file alter column content set storage external;
