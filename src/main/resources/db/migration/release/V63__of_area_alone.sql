-- Whoever deletes an area looks for the releases that name it.
create index concurrently if not exists release_of_area_alone on release (area_id) where area_id is not null;
