package org.vigie.server.postgres;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;

/**
 * The two roles that Vigie signs in with on its own PostgreSQL, so that the superuser is used for nothing else.
 *
 * <p>The owner holds the database and runs the migrations; the application owns nothing, inherits nothing and cannot
 * bypass row-level security. Both passwords are new at each start and live in memory only.
 */
public record DatabaseRoles(String ownerPassword, String appPassword) {
    public static final String OWNER = "vigie_owner";
    public static final String APP = "vigie_app";

    /** Makes the roles when they are missing and gives them new passwords. */
    public static DatabaseRoles prepare(EmbeddedPostgres postgres) {
        var roles = new DatabaseRoles(randomPassword(), randomPassword());
        try (Connection connection = superuser(postgres, "postgres");
                Statement statement = connection.createStatement()) {
            createRole(statement, OWNER, "login createrole nosuperuser nobypassrls", roles.ownerPassword);
            createRole(
                    statement,
                    APP,
                    "login noinherit nosuperuser nobypassrls nocreaterole nocreatedb",
                    roles.appPassword);
        } catch (SQLException e) {
            throw new IllegalStateException("the roles of the database could not be prepared", e);
        }
        return roles;
    }

    private static void createRole(Statement statement, String name, String attributes, String password)
            throws SQLException {
        // The password is base64url: nothing in it could end the literal.
        statement.execute("""
                do $$ begin
                  if not exists (select from pg_roles where rolname = '%1$s') then
                    create role %1$s;
                  end if;
                  alter role %1$s with %2$s password '%3$s';
                end $$""".formatted(name, attributes, password));
    }

    /** Makes the database when it is missing: the owner's, closed to everyone but the application. */
    public static void createDatabase(EmbeddedPostgres postgres, String name) {
        try (Connection connection = superuser(postgres, "postgres");
                Statement statement = connection.createStatement()) {
            if (!exists(connection, name)) {
                statement.execute("create database " + name + " owner " + OWNER);
            }
            statement.execute("revoke connect, temporary on database " + name + " from public");
            statement.execute("grant connect on database " + name + " to " + APP);
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + name + " could not be created", e);
        }
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select from pg_database where datname = ?")) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static Connection superuser(EmbeddedPostgres postgres, String database) throws SQLException {
        return DriverManager.getConnection(postgres.url(database), postgres.superuser(), postgres.superuserPassword());
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
