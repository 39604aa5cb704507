package org.vigie.servicedesk.satisfaction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.FieldError;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.SqlTime;
import org.vigie.shared.TenantId;

/** The questions of the scope, and what was answered. */
@Service
public class Questions {
    public static final int LONGEST_COMMENT = 2000;

    /** Whoever changes their mind more often than that is not a person. */
    static final int MOST_ANSWERS = 20;

    /** Characters of a link's secret. */
    static final int SECRET_LENGTH = 43;

    /** In front of a person or a question, for locks that only this class takes. */
    private static final int LOCK = 0x5a71;

    private static final int ANSWER_LOCK = 0x5a72;

    private static final String SELECT = """
            select q.tenant_id, q.id, q.number, q.person, q.at, q.why_not, q.expires_at, o.score, o.comment, o.at as answered_at
            from servicedesk.question q
            left join lateral (select * from servicedesk.opinion o
              where o.tenant_id = q.tenant_id and o.question_id = q.id order by o.id desc limit 1) o on true
            """;

    private final JdbcClient db;
    private final SatisfactionSettings settings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Questions(JdbcClient db, SatisfactionSettings settings, InstantSource clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * In the transaction of the resolution.
     *
     * @param person who would be asked and can be written to; null where there is nobody
     * @param known why not, where the desk knows it already
     * @return the address that answers it, to which "&score=5" may be added; empty when nobody is asked
     */
    @Transactional
    public Optional<String> ask(
            TenantId tenant, long number, long entry, @Nullable Long person, @Nullable WhyNot known) {
        Instant now = now();
        WhyNot why = known != null ? known : whyNot(person, now);
        String secret = why == null ? secret() : null;
        db.sql("""
                        insert into servicedesk.question (tenant_id, number, entry_id, person, why_not, digest, at, expires_at)
                        values (:tenant, :number, :entry, :person, :why, :digest, :now, :expires)
                        """)
                .param("tenant", tenant.value())
                .param("number", number)
                .param("entry", entry)
                .param("person", person)
                .param("why", why == null ? null : why.written())
                .param("digest", secret == null ? null : digest(secret))
                .param("now", SqlTime.of(now))
                .param("expires", secret == null ? null : SqlTime.of(now.plus(settings.open())))
                .update();
        if (secret == null) {
            return Optional.empty();
        }
        String address = Objects.requireNonNull(settings.address()).toString();
        return Optional.of(address.replaceAll("/+$", "") + "/opinion?token=" + secret);
    }

    private @Nullable WhyNot whyNot(@Nullable Long person, Instant now) {
        if (person == null) {
            return WhyNot.NO_MAIL;
        }
        if (settings.address() == null) {
            return WhyNot.NO_ADDRESS;
        }
        // Of two resolutions at once, one sees the other's question.
        db.sql("select pg_advisory_xact_lock(?, ?)")
                .params(LOCK, Long.hashCode(person))
                .query((row, n) -> 1)
                .single();
        boolean recently = db.sql("""
                        select exists (select from servicedesk.question where person = ? and why_not is null and at > ?)
                        """)
                .params(person, SqlTime.of(now.minus(settings.rest())))
                .query(Boolean.class)
                .single();
        return recently ? WhyNot.RECENTLY : null;
    }

    /** That of a link, while it may be answered; in the scope of everything. What never was and what is over answer the same. */
    @Transactional(readOnly = true)
    public Question open(String secret) {
        return db.sql(SELECT + "where q.digest = ? and q.expires_at > ?")
                .params(digest(secret), SqlTime.of(now()))
                .query(Questions::question)
                .optional()
                .orElseThrow(() -> NotFound.of("link", "opinion"));
    }

    /** As it is kept: a page sends two characters for the end of a line, and counts one. */
    public static String words(String comment) {
        return comment.replace("\u0000", "").replace("\r\n", "\n").strip();
    }

    /** What came of an answer. */
    public enum Answered {
        /** It had been said before. */
        AGAIN,
        KEPT,
        /** Kept, and the first bad one of this question. */
        FIRST_BAD
    }

    /** In the scope of the question's client. */
    @Transactional
    public Answered answer(Question question, int score, String comment) {
        if (score < Opinion.LOWEST || score > Opinion.HIGHEST) {
            throw Refused.fields(
                    List.of(FieldError.of("score", "refusal.opinion.score", Opinion.LOWEST, Opinion.HIGHEST)));
        }
        String words = words(comment);
        if (words.length() > LONGEST_COMMENT) {
            throw Refused.fields(List.of(FieldError.of("comment", "refusal.ticket.long", LONGEST_COMMENT)));
        }
        // Two clicks take their turns, so that only one of them is the first.
        db.sql("select pg_advisory_xact_lock(?, ?)")
                .params(ANSWER_LOCK, Long.hashCode(question.id()))
                .query((row, n) -> 1)
                .single();
        List<Opinion> before = db.sql("""
                        select score, comment, at from servicedesk.opinion where tenant_id = ? and question_id = ? order by id
                        """)
                .params(question.tenant().value(), question.id())
                .query((row, n) -> new Opinion(row.getInt("score"), row.getString("comment"), SqlTime.get(row, "at")))
                .list();
        var given = new Opinion(score, words, now());
        if (!before.isEmpty()
                && before.getLast().score() == score
                && before.getLast().comment().equals(words)) {
            return Answered.AGAIN;
        }
        if (before.size() >= MOST_ANSWERS) {
            throw Refused.conflict("refusal.opinion.often", MOST_ANSWERS);
        }
        db.sql("""
                        insert into servicedesk.opinion (tenant_id, question_id, score, comment, at)
                        values (:tenant, :question, :score, :comment, :at)
                        """)
                .param("tenant", question.tenant().value())
                .param("question", question.id())
                .param("score", score)
                .param("comment", words)
                .param("at", SqlTime.of(given.at()))
                .update();
        return given.isBad() && before.stream().noneMatch(Opinion::isBad) ? Answered.FIRST_BAD : Answered.KEPT;
    }

    /** One for each time the ticket was resolved, the first one first. */
    @Transactional(readOnly = true)
    public List<Question> of(long number) {
        return db.sql(SELECT + "where q.number = ? order by q.id")
                .param(number)
                .query(Questions::question)
                .list();
    }

    private String secret() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Configuration
    @EnableConfigurationProperties(SatisfactionSettings.class)
    static class Settings {}

    private static Question question(ResultSet row, int index) throws SQLException {
        Integer score = row.getObject("score", Integer.class);
        return new Question(
                new TenantId(row.getInt("tenant_id")),
                row.getLong("id"),
                row.getLong("number"),
                row.getObject("person", Long.class),
                SqlTime.get(row, "at"),
                row.getString("why_not"),
                SqlTime.find(row, "expires_at"),
                score == null ? null : new Opinion(score, row.getString("comment"), SqlTime.get(row, "answered_at")));
    }
}
