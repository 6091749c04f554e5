-- Signs that a customer may be lost stand in what the daily look at all customers wrote: other signs, another plan.
CREATE TRIGGER "care_of_signs_changed" AFTER UPDATE ON "customer" FOR EACH ROW
  WHEN ((OLD.evidence -> 'warnings') IS DISTINCT FROM (NEW.evidence -> 'warnings'))
  EXECUTE FUNCTION "care_mark_itself"();

-- Lists of what is asked for, and by whom it is owed.
CREATE INDEX "commitment_care_due_idx" ON "commitment" ("due_at") WHERE "rule" = 'care' AND "state" = 'open';

-- Lists that go to a team on their day (R7).
CREATE INDEX "care_day_list_idx" ON "care_day" ("day") WHERE "why" ->> 'how' = 'list';
