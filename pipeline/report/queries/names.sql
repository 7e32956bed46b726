-- What to call the codes that stand on the page; a document that speaks for itself by its title.
with
names as (select code, name from principal_names where list_contains($codes, code)),
documents as (select 'DOC:' || document_id as code, coalesce(title, source_path) as title from stg_documents)
select n.code, coalesce(d.title, n.name) as name
from names n
left join documents d using (code)
order by n.code
