SELECT
  "t0"."site",
  "t0"."area"
FROM "site" AS "t0"
WHERE
  "t0"."known_from" <= CAST($known_at AS TIMESTAMP)
  AND CAST($known_at AS TIMESTAMP) < "t0"."known_to"
  AND "t0"."from" <= CAST($population_on AS DATE)
  AND CAST($population_on AS DATE) <= "t0"."to"
  AND "t0"."site" IN ($site_0, $site_1, $site_2)
ORDER BY
  "t0"."site" ASC
