-- Executions of formula instances that were deleted while they were under way: they stayed pending, and kept their partitions.
with recursive work as (
    delete from execution_work w
    where not exists (select 1 from formula_instance i where i.id = w.formula_instance_id)
    returning execution_id, created_at),
run (id, created_at) as (
    select execution_id, created_at from work
    union all
    select e.id, e.created_at from execution e join run on e.parent_id = run.id and e.status = 'pending')
update execution e set status = 'cancelled', updated_at = now(),
    error = 'The formula instance was deleted before this execution was over'
from run where e.id = run.id and e.created_at = run.created_at;
