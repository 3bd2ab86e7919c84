-- Instances that were made, with their formulas, for jobs of POST /jobs: those end with the job, others are only switched off.
-- So far a member of the formula's document said so, which copies of the formula had too. It stood alone and is compared as it was
-- written: reading into JSON fails on documents that hold a zero character.
alter table formula_instance add column job boolean not null default false;

update formula_instance i set job = true
from formula f
where f.id = i.formula_id and f.members::text = '{"job":true}' and i.name = f.name and i.user_id = f.user_id
    and (select count(*) from formula_instance other where other.formula_id = f.id) = 1;

update formula set members = '{}' where members::text = '{"job":true}';
