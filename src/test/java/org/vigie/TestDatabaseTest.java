package org.vigie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void databasesDoNotSeeEachOther() throws SQLException {
        try (TestDatabase mine = TestDatabase.empty();
                TestDatabase yours = TestDatabase.empty();
                Connection me = mine.owner().getConnection();
                Connection you = yours.owner().getConnection()) {
            me.createStatement().execute("create table note (words text)");

            assertThatThrownBy(() -> you.createStatement().execute("select * from note"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("\"note\" does not exist");
        }
    }

    @Test
    void aFreshOneIsMigrated() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                Connection connection = database.owner().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select count(*) from flyway.flyway_schema_history where success")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isPositive();
        }
    }

    @Test
    void theApplicationOwnsNothingAndCannotBypassTheFence() throws SQLException {
        try (TestDatabase database = TestDatabase.empty();
                Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement();
                ResultSet role = statement.executeQuery("""
                        select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit
                        from pg_roles where rolname = current_user
                        """)) {
            assertThat(role.next()).isTrue();
            assertThat(role.getBoolean(1)).isFalse();
            assertThatThrownBy(() -> statement.execute("create table note (words text)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void theOwnerMayCreateTheGroupRolesThatTheApplicationTakesOn() throws SQLException {
        try (TestDatabase database = TestDatabase.empty();
                Connection owner = database.owner().getConnection();
                Connection app = database.app().getConnection()) {
            owner.createStatement().execute("create role test_group nologin");
            owner.createStatement().execute("grant test_group to vigie_app with inherit false, set true");

            app.setAutoCommit(false);
            app.createStatement().execute("set local role test_group");
            try (ResultSet row = app.createStatement().executeQuery("select current_user")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("test_group");
            }
            app.rollback();
            owner.createStatement().execute("drop role test_group");
        }
    }
}
