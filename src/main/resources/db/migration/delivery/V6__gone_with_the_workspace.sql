-- Deliveries of a workspace that left are erased with everything else of it.
drop table delivery_leaving;

-- And what was to be shared with them. Few files wait at a time, so a delivery that is deleted looks for its file at little cost.
delete from delivery_file f where not exists (select from delivery d where d.id = f.delivery_id);
alter table delivery_file add foreign key (delivery_id) references delivery on delete cascade not valid;
alter table delivery_file validate constraint delivery_file_delivery_id_fkey;
