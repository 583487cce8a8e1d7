-- A province's figures out of the column files of many exports (docs/column-files.md).
-- Spark and DuckDB run it as it stands.  Every table has `ledger`, the export a row came from,
-- because numbers are unique within one ledger only.
WITH service AS (
    SELECT ledger, number, place, evidence, reverses, minutes, hours_kind, 1 AS visit FROM visits
    WHERE year(day) = 2021
    UNION ALL
    SELECT ledger, number, place, evidence, reverses, minutes, hours_kind, 0 FROM services
    WHERE year(day) = 2021
),
settled AS (SELECT ledger, record, max(number) AS last FROM settlements GROUP BY ledger, record),
disputed AS (
    SELECT DISTINCT d.ledger, d.record FROM disputes d
    LEFT JOIN settled s ON s.ledger = d.ledger AND s.record = d.record
    WHERE s.last IS NULL OR s.last < d.number
),
confirmed AS (SELECT DISTINCT ledger, record FROM confirmations),
standing AS (
    SELECT s.*, CASE WHEN s.evidence > 'A' OR c.record IS NOT NULL THEN 1 ELSE 0 END AS witnessed
    FROM service s
    LEFT JOIN service t ON t.ledger = s.ledger AND t.reverses = s.number
    LEFT JOIN disputed d ON d.ledger = s.ledger AND d.record = s.number
    LEFT JOIN confirmed c ON c.ledger = s.ledger AND c.record = s.number
    WHERE s.reverses IS NULL AND t.number IS NULL AND d.record IS NULL
),
received AS (
    SELECT r.ledger, r.place, r.series, r.value,
        row_number() OVER (PARTITION BY r.ledger, r.place, r.series ORDER BY r.number DESC) AS age
    FROM returns r
    LEFT JOIN returns t ON t.ledger = r.ledger AND t.reverses = r.number
    WHERE r.reverses IS NULL AND t.number IS NULL AND r.period = '2021' AND r.basis = 'year'
),
counted AS (
    SELECT substr(place, 1, 4) AS city, visit AS visits, visit * witnessed AS witnessed,
        CASE WHEN hours_kind = 'volunteer' THEN minutes ELSE 0 END AS minutes,
        CAST(0 AS DECIMAL(24, 4)) AS gdp, CAST(0 AS DECIMAL(24, 4)) AS rd
    FROM standing
    UNION ALL
    SELECT substr(place, 1, 4), 0, 0, 0,
        CASE WHEN series = 'gdp' THEN value ELSE 0 END,
        CASE WHEN series = 'rd-spending' THEN value ELSE 0 END
    FROM received WHERE age = 1
)
SELECT coalesce(city, 'all') AS city, sum(visits) AS visits, sum(witnessed) AS witnessed,
    sum(minutes) AS minutes, CAST(sum(gdp) AS DECIMAL(24, 4)) AS gdp,
    CAST(sum(rd) AS DECIMAL(24, 4)) AS rd
FROM counted GROUP BY ROLLUP (city) ORDER BY city
