-- A remark may come within the moment of the change before it, and then nothing of its ticket's row differs.
CREATE FUNCTION "ticket_search_remark_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ticket_search_due" ("ticket_id") SELECT DISTINCT a.subject_id FROM added a;
  RETURN NULL;
END $$;

CREATE TRIGGER "search_of_remark_added" AFTER INSERT ON "remark" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "ticket_search_remark_added"();
