package org.vigie.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.TestDatabase;
import org.vigie.server.postgres.DatabaseRoles;

class ExternalDatabaseTest {
    private static final Speech ENGLISH = Speech.of(Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://vigie:s3cr3t@db.example/vigie                    | jdbc:postgresql://db.example/vigie | vigie | s3cr3t",
                "postgres://vigie:p%40ss%3Aword@db.example:5433/vigie          | jdbc:postgresql://db.example:5433/vigie | vigie | p@ss:word",
                "jdbc:postgresql://db.example/vigie?user=vigie&password=a%26b  | jdbc:postgresql://db.example/vigie | vigie | a&b",
                "jdbc:postgresql://[2001:db8::1]:5432/vigie?user=v&sslmode=require | jdbc:postgresql://[2001:db8::1]:5432/vigie?sslmode=require | v | ''",
                "postgresql://vigie@db.example/vigie?password=x                | jdbc:postgresql://db.example/vigie | vigie | x"
            })
    void readsBothFormsOfAnAddress(String text, String url, String user, String password) {
        assertThat(ExternalDatabase.parse(text, ENGLISH)).isEqualTo(new ExternalDatabase(url, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hidden@db/vigie",
                "postgresql://u:hidden@db",
                "postgresql://u:hid den@db/vigie",
                "postgresql:///vigie?user=u",
                "hidden"
            })
    void refusesAnythingElseWithoutRepeatingThePassword(String text) {
        assertThatThrownBy(() -> ExternalDatabase.parse(text, ENGLISH))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("VIGIE_DATABASE_URL cannot be read")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hid"));
    }

    @Test
    void refusesAnAddressWithoutAUser() {
        assertThatThrownBy(() -> ExternalDatabase.parse("postgresql://db/vigie", ENGLISH))
                .hasMessage("VIGIE_DATABASE_URL names no user.");
    }

    @Test
    void refusesAUserWhoCouldStepOverTheFence() throws SQLException {
        try (TestDatabase database = TestDatabase.empty()) {
            var superuser =
                    new ExternalDatabase(database.url(), TestDatabase.superuser(), TestDatabase.superuserPassword());
            assertThatThrownBy(() -> superuser.check(ENGLISH))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("may bypass row-level security");
        }
    }

    @Test
    void oneUserMigratesAndRunsAndStaysBehindTheFence() throws SQLException {
        try (TestDatabase database = TestDatabase.empty()) {
            var owner = new ExternalDatabase(database.url(), DatabaseRoles.OWNER, database.ownerPassword());
            assertThatCode(() -> owner.check(ENGLISH)).doesNotThrowAnyException();
            assertThat(Flyway.configure()
                            .dataSource(owner.url(), owner.user(), owner.password())
                            .locations("classpath:db/migration")
                            .defaultSchema("flyway")
                            .placeholders(Map.of(
                                    "app_role", (String) owner.settings().get("spring.flyway.placeholders.app_role")))
                            .load()
                            .migrate()
                            .success)
                    .isTrue();
            try (Connection connection = database.owner().getConnection()) {
                connection.createStatement().execute("create table public.thing (tenant_id int not null)");
                connection.createStatement().execute("select vigie.fence('public.thing')");
                assertThatThrownBy(() -> connection.createStatement().execute("insert into public.thing values (1)"))
                        .hasMessageContaining("row-level security");
                connection.setAutoCommit(false);
                connection
                        .createStatement()
                        .execute("select set_config('role', 'vigie_one', true), set_config('vigie.tenant', '1', true)");
                assertThat(connection.createStatement().executeUpdate("insert into public.thing values (1)"))
                        .isEqualTo(1);
                connection.rollback();
            }
        }
    }

    @Test
    void saysWhyItCannotBeReached() {
        try (TestDatabase database = TestDatabase.empty()) {
            assertThatThrownBy(() -> new ExternalDatabase(database.url(), DatabaseRoles.OWNER, "wrong").check(ENGLISH))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("password authentication failed");
        }
    }
}
