-- A rung that was told is something to see on a page too: what is asked for on a day is owed from the moment it is told.
CREATE OR REPLACE FUNCTION "home_marks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM home) THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO home_mark (owner, team) SELECT DISTINCT owner, team FROM new_rows;
  ELSE
    INSERT INTO home_mark (owner, team)
    SELECT x.owner, x.team FROM old_rows o JOIN new_rows n ON n.id = o.id
    CROSS JOIN LATERAL (VALUES (o.owner, o.team), (n.owner, n.team)) AS x(owner, team)
    WHERE (o.state, o.owner, o.team, o.due_at, o.missed_at, o.paused_at, o.stage)
      IS DISTINCT FROM (n.state, n.owner, n.team, n.due_at, n.missed_at, n.paused_at, n.stage)
    GROUP BY x.owner, x.team;
  END IF;
  RETURN NULL;
END $$;
