-- The event types, by which the page colours.
select event_type, quad_class, meaning from stg_event_types order by event_type
