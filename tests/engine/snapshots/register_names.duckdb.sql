SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        'cluster' AS "kind",
        "t0"."cluster" AS "name"
      FROM "membership" AS "t0"
    ) AS "t6"
    UNION
    SELECT
      *
    FROM (
      SELECT
        'industry' AS "kind",
        "t1"."industry" AS "name"
      FROM "company" AS "t1"
    ) AS "t9"
  ) AS "t20"
  UNION
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'zone' AS "kind",
          "t2"."zone" AS "name"
        FROM "presence" AS "t2"
      ) AS "t12"
      UNION
      SELECT
        *
      FROM (
        SELECT
          'zone' AS "kind",
          "t3"."zone" AS "name"
        FROM "residency" AS "t3"
      ) AS "t15"
    ) AS "t23"
    UNION
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'zone' AS "kind",
          "t0"."zone" AS "name"
        FROM "membership" AS "t0"
      ) AS "t7"
      UNION
      SELECT
        *
      FROM (
        SELECT
          'zone' AS "kind",
          "t1"."zone" AS "name"
        FROM "company" AS "t1"
      ) AS "t10"
    ) AS "t21"
  ) AS "t27"
) AS "t30"
UNION
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'zone' AS "kind",
          "t4"."zone" AS "name"
        FROM "site" AS "t4"
      ) AS "t17"
      UNION
      SELECT
        *
      FROM (
        SELECT
          'zone' AS "kind",
          "t5"."zone" AS "name"
        FROM "edition" AS "t5"
      ) AS "t19"
    ) AS "t26"
    UNION
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'site' AS "kind",
          "t2"."site" AS "name"
        FROM "presence" AS "t2"
      ) AS "t13"
      UNION
      SELECT
        *
      FROM (
        SELECT
          'site' AS "kind",
          "t4"."site" AS "name"
        FROM "site" AS "t4"
      ) AS "t18"
    ) AS "t25"
  ) AS "t29"
  UNION
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'company' AS "kind",
          "t2"."company" AS "name"
        FROM "presence" AS "t2"
      ) AS "t14"
      UNION
      SELECT
        *
      FROM (
        SELECT
          'company' AS "kind",
          "t3"."company" AS "name"
        FROM "residency" AS "t3"
      ) AS "t16"
    ) AS "t24"
    UNION
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'company' AS "kind",
          "t0"."company" AS "name"
        FROM "membership" AS "t0"
      ) AS "t8"
      UNION
      SELECT
        *
      FROM (
        SELECT
          'company' AS "kind",
          "t1"."company" AS "name"
        FROM "company" AS "t1"
      ) AS "t11"
    ) AS "t22"
  ) AS "t28"
) AS "t31"
