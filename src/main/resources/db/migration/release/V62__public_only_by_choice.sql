-- The box that puts a release on the public changelog was ticked in every new form, so nobody is known to have chosen it. What is
-- published stays as it is; what is not published yet is public only once somebody ticks the box.
update release set changelog = false, workings = replace(workings, '"changelog":true', '"changelog":false')
where changelog and state in ('DRAFT', 'PLANNED');

-- Working copies of what is published keep the choice under the form's new word for it; in all others it is no choice.
update release_writing w set base = jsonb_set(w.base, '{told}', (w.base -> 'told') - 'changelog' || '["public"]')
from release r
where r.workspace_id = w.workspace_id and r.id = w.release_id and r.state not in ('DRAFT', 'PLANNED')
    and w.base -> 'told' ? 'changelog';
update release_writing w set written = jsonb_set(w.written, '{told}', (w.written -> 'told') - 'changelog' || '["public"]')
from release r
where r.workspace_id = w.workspace_id and r.id = w.release_id and r.state not in ('DRAFT', 'PLANNED')
    and w.written -> 'told' ? 'changelog';
update release_writing set base = jsonb_set(base, '{told}', (base -> 'told') - 'changelog')
where base -> 'told' ? 'changelog';
update release_writing set written = jsonb_set(written, '{told}', (written -> 'told') - 'changelog')
where written -> 'told' ? 'changelog';
