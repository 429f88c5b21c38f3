#include "tests/support/edition_fixture.h"

#include "tests/support/scratch.h"

#include <check.h>

struct EditionFixture {
    char *folder, *publication;
    EditionContext *years[LANGUAGE_COUNT];
    EditionContext *quarters[LANGUAGE_COUNT];
};

EditionFixture *edition_fixture_new(const EditionSample *sample)
{
    EditionFixture *fixture = g_new0(EditionFixture, 1);
    fixture->folder = scratch_folder();
    fixture->publication = g_build_filename(fixture->folder, "publication.db", NULL);
    edition_sample_write(fixture->publication, sample);
    return fixture;
}

void edition_fixture_free(EditionFixture *fixture)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        g_clear_pointer(&fixture->years[i], edition_context_free);
        g_clear_pointer(&fixture->quarters[i], edition_context_free);
    }
    scratch_remove(fixture->folder);
    g_free(fixture->publication);
    g_free(fixture);
}

const char *edition_fixture_folder(const EditionFixture *fixture)
{
    return fixture->folder;
}

const char *edition_fixture_publication(const EditionFixture *fixture)
{
    return fixture->publication;
}

static EditionContext *opened(const EditionFixture *fixture, EditionContext **context,
                              Language language, Period period)
{
    g_autoptr(GError) error = NULL;
    if (*context == NULL)
        *context = edition_context_new(fixture->publication, language, period, &error);
    ck_assert_msg(*context != NULL, "%s", error != NULL ? error->message : "");
    return *context;
}

EditionContext *edition_fixture_year(EditionFixture *fixture, Language language)
{
    return opened(fixture, &fixture->years[language], language, period_year(2024));
}

EditionContext *edition_fixture_quarter(EditionFixture *fixture, Language language)
{
    return opened(fixture, &fixture->quarters[language], language, period_quarter(2024, 4));
}
