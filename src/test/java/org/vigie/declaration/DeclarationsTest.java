package org.vigie.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.TestDatabase;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

class DeclarationsTest {
    private static WholeHouse house;
    private static Declarations declarations;

    @BeforeAll
    static void open() throws IOException {
        house = WholeHouse.open(Map.of("vigie.jobs.enabled", false, "vigie.monitoring.watch.enabled", false));
        declarations = house.bean(Declarations.class);
        apply(WrongDeclarations.RIGHT);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void appliesTheExampleOfTheSmallCompany() throws IOException {
        appliesOnceAndReadsBackTheSame("menuiserie-arvor", Files.readString(Path.of("examples", "pme.yaml")));
    }

    @Test
    void appliesTheExampleOfTheContract() throws IOException {
        try (var text = Objects.requireNonNull(DeclarationsTest.class.getResourceAsStream("boutique.yaml"))) {
            appliesOnceAndReadsBackTheSame("boutique", new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void appliesOnceAndReadsBackTheSame(String client, String text) throws IOException {
        var before = rows();
        var foreseen = declarations.apply(text, true, Actor.automatic("test"), null);
        assertThat(rows()).as("a dry run writes nothing").isEqualTo(before);

        var done = apply(text);
        assertThat(done).isEqualTo(foreseen);
        assertThat(done.created()).contains("client/" + client).hasSizeGreaterThan(10);
        assertThat(done.changed()).isEmpty();
        assertThat(done.retired()).isEmpty();

        var after = rows();
        changesNothing(apply(text));
        assertThat(rows()).as("a second time writes nothing").isEqualTo(after);

        var exported = export(client);
        changesNothing(apply(exported));
        assertThat(rows()).as("what was exported writes nothing").isEqualTo(after);
        assertThat(export(client)).isEqualTo(exported);
    }

    @Test
    void retiresWhatASectionNoLongerNames() {
        apply(client("removal", "sites: [{key: nantes, name: Nantes}, {key: brest, name: Brest}]"));
        var done = apply(client("removal", "sites: [{key: brest, name: Brest}]"));
        assertThat(done.retired()).containsExactly("sites/nantes");
        assertThat(export("removal")).contains("brest").doesNotContain("nantes");
    }

    @Test
    void changesWhatDiffersAndNothingElse() {
        apply(client("change", "sites: [{key: nantes, name: Nantes}, {key: brest, name: Brest}]"));
        var done = apply(client("change", "sites: [{key: nantes, name: Nantes-Sud}, {key: brest, name: Brest}]"));
        assertThat(done.changed()).containsExactly("sites/nantes");
        assertThat(done.created()).isEmpty();
        assertThat(done.retired()).isEmpty();
    }

    @Test
    void leavesAnAbsentSectionUntouched() {
        apply(client("absent", "sites: [{key: nantes, name: Nantes}]"));
        changesNothing(apply(client("absent", "")));
        assertThat(export("absent")).contains("nantes");
    }

    @Test
    void appliesTwoClientsOrNone() {
        var before = rows();
        var right = client("first-of-two", "sites: [{key: nantes, name: Nantes}]");
        var wrong = client("second-of-two", "sites: [{key: brest, name: Brest, calendar: none}]");
        var refused = refused(right + "\n---\n" + wrong);
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("sites[0].calendar");
            assertThat(error.line()).isEqualTo(7);
        });
        assertThat(rows()).isEqualTo(before);

        var done = apply(right + "\n---\n" + client("second-of-two", "sites: [{key: brest, name: Brest}]"));
        assertThat(done.created())
                .containsExactly(
                        "first-of-two:client/first-of-two",
                        "first-of-two:sites/nantes",
                        "second-of-two:client/second-of-two",
                        "second-of-two:sites/brest");
    }

    @Test
    void refusesAnotherClientThanTheOneAllowed() {
        var before = rows();
        var refused = catchThrowableOfType(
                Refused.class, () -> declarations.apply(client("other", ""), false, Actor.automatic("test"), "usual"));
        assertThat(refused.errors().getFirst().rule().code()).isEqualTo("refusal.declaration.other-client");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void saysEveryMistakeOfEveryDocument() {
        var refused = refused(client("one", "sites: [{key: Nantes}]") + "\n---\n" + client("two", "teams: 3"));
        assertThat(refused.errors())
                .extracting(error -> error.line() + " " + error.field())
                .containsExactly("3 sites[0].key", "3 sites[0].name", "7 teams");
    }

    static java.util.stream.Stream<WrongDeclarations.Wrong> wrongDeclarations() {
        return WrongDeclarations.all().stream();
    }

    @ParameterizedTest
    @MethodSource("wrongDeclarations")
    void refusesWithFieldLineAndRuleAndChangesNothing(WrongDeclarations.Wrong wrong) {
        var before = rows();
        var refused = refused(wrong.text());
        assertThat(refused.errors())
                .extracting(error ->
                        error.line() + " " + error.field() + " " + error.rule().code())
                .contains(wrong.answer());
        assertThat(refused.errors())
                .allSatisfy(error -> assertThat(error.line()).isNotNull());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void suggestsTheFieldThatWasMeant() {
        var refused = refused(client("usual", "sites: [{key: brest, nmae: Brest}]"));
        assertThat(refused.errors().getFirst().rule().args()).containsExactly("nmae", "name");
    }

    private static String client(String key, String sections) {
        return "client: " + key + "\nname: " + key + "\n" + sections;
    }

    private static Declarations.Outcome apply(String text) {
        return declarations.apply(text, false, Actor.automatic("test"), null);
    }

    private static Refused refused(String text) {
        var refused = catchThrowableOfType(Refused.class, () -> apply(text));
        assertThat(refused).as("it was applied").isNotNull();
        return refused;
    }

    private static void changesNothing(Declarations.Outcome outcome) {
        assertThat(outcome.created()).isEmpty();
        assertThat(outcome.changed()).isEmpty();
        assertThat(outcome.retired()).isEmpty();
    }

    private static String export(String client) {
        return Scope.of(house.bean(Clients.class).idOf(client)).call(() -> declarations.export(client));
    }

    /** Number and content of the rows of each table that has a client. */
    private static Map<String, String> rows() {
        String url = house.context().getEnvironment().getRequiredProperty("spring.datasource.url");
        var rows = new TreeMap<String, String>();
        try (var connection =
                        DriverManager.getConnection(url, TestDatabase.superuser(), TestDatabase.superuserPassword());
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var found = statement.executeQuery("""
                    select format('%I.%I', c.table_schema, c.table_name) from information_schema.columns c
                    join information_schema.tables t using (table_schema, table_name)
                    where c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
                    """)) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            assertThat(tables).contains("organization.client", "monitoring.checks", "inventory.edge");
            for (String table : tables) {
                try (var counted = statement.executeQuery(
                        "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                                + table
                                // The trail also tells, later, which background work crossed the clients.
                                + (table.equals("audit.entry")
                                        ? " t where t::text like '%declarations.applied%'"
                                        : " t"))) {
                    counted.next();
                    rows.put(table, counted.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
