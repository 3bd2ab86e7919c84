-- Fields of definitions have numbers (dev.valence.mapping.FieldNumbers); those that were stored before get theirs here.
update object_definition set fields = (
    select coalesce(jsonb_agg(jsonb_set(field, '{id}', to_jsonb(place)) order by place), '[]'::jsonb)::text
    from jsonb_array_elements(fields::jsonb) with ordinality as numbered (field, place));
