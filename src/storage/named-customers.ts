/**
 * Whom a customer's name means, as two parts of a statement that has `asked_customer` (customer_key, customer_number, as_written):
 * `named_customer` by the very name or number, also of what was merged; else `called_customer`, all who answer to it
 * equally well: short and former names come before what follows from a name, and that before how it sounds. Only one who
 * alone is called so is meant: a guess between customers is worse than a new entry. `as_written`: whoever asks has seen
 * who is called so, and means none of them.
 */
export const NAMED_CUSTOMERS = `
named_customer AS (
  SELECT DISTINCT ON (a.customer_key) a.customer_key, coalesce(c.merged_into, c.id) AS id
  FROM asked_customer a JOIN customer c ON c.name_key = a.customer_key OR c.number = a.customer_number
  ORDER BY a.customer_key, c.number
), called_customer AS (
  SELECT x.customer_key, array_agg(DISTINCT x.customer_id) AS ids FROM (
    SELECT a.customer_key, k.customer_id, r.rank, min(r.rank) OVER (PARTITION BY a.customer_key) AS best
    FROM asked_customer a JOIN customer_key k ON k.key = a.customer_key
    CROSS JOIN LATERAL (SELECT CASE WHEN k.kind IN ('name', 'short', 'alias') THEN 0 WHEN k.kind = 'core' THEN 1 ELSE 2 END AS rank) r
    WHERE NOT a.as_written AND NOT EXISTS (SELECT FROM named_customer n WHERE n.customer_key = a.customer_key)) x
  WHERE x.rank = x.best GROUP BY x.customer_key
)`;
