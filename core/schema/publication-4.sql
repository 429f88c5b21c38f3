-- How complete the sources behind a measure were in each period: docs/methods/trends.md.  Computed
-- after protection, from what is shown.

CREATE TABLE coverage (
    measure        TEXT NOT NULL REFERENCES measure,
    period         TEXT NOT NULL,  -- years, quarters, windows
    days           INTEGER,        -- days of the period that deliveries hold; NULL: a published table
    days_in_period INTEGER NOT NULL,
    reporters      INTEGER,        -- that reported in the land; NULL: not split by reporter
    share          REAL,           -- of the reports that come in a usual period, the part that those
                                   -- reporters make; 1: nobody is missing
    missing        TEXT NOT NULL DEFAULT '', -- usual reporters without a report, joined by +
    provisional    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (measure, period)
) WITHOUT ROWID;

-- Beside the columns of publication-2.sql: the negative binomial model of the same line.
ALTER TABLE trend ADD COLUMN negative_binomial_change REAL; -- ratio a year
ALTER TABLE trend ADD COLUMN theta REAL;                    -- NULL: no more spread than Poisson
ALTER TABLE trend ADD COLUMN least_coverage REAL;           -- smallest share of usual reports in the stretch
