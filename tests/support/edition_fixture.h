#pragma once

#include "report/edition/edition.h"
#include "tests/support/edition_sample.h"

/* A folder with a publication for the tests of a suite. The publication is written once, before the
 * tests. A context is opened by the test that asks for one, never before it: opening fonts leaves
 * threads of fontconfig behind for a while, and in a process forked meanwhile a lock that one of
 * them held stays shut for ever. */
typedef struct EditionFixture EditionFixture;

EditionFixture *edition_fixture_new(const EditionSample *sample);
/* Closes the contexts and removes the folder with all that is in it. */
void edition_fixture_free(EditionFixture *fixture);
/* Returns (transfer none): the folder, and the publication in it. */
const char *edition_fixture_folder(const EditionFixture *fixture);
const char *edition_fixture_publication(const EditionFixture *fixture);
/* Returns (transfer none): the context of 2024, for editions by year or by quarter (the last). Kept
 * for the next question; stops the test when it cannot be opened. */
EditionContext *edition_fixture_year(EditionFixture *fixture, Language language);
EditionContext *edition_fixture_quarter(EditionFixture *fixture, Language language);
