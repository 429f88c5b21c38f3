-- Sums of the years of a gemeente over the window of the publication, moved on by one year at a time:
-- only of years that are all shown, so that a sum tells nothing that they do not; not for persons, who
-- would be counted twice.  To look at: neighbouring sums share years and are not compared with one another.

CREATE TABLE moving_sum (
    measure TEXT NOT NULL REFERENCES measure,
    period  TEXT NOT NULL,   -- window: 2016-2020
    area    TEXT NOT NULL,
    value   INTEGER NOT NULL,
    PRIMARY KEY (measure, period, area)
) WITHOUT ROWID;
