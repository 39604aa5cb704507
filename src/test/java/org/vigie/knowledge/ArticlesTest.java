package org.vigie.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.SmallHouse;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** Who reads which article, and by which words it is found. */
class ArticlesTest {
    private static final TenantId BOUTIQUE = new TenantId(1);
    private static final TenantId MAIRIE = new TenantId(2);
    private static final Viewer CHIEF = viewer(1, "Chef", Role.ADMINISTRATOR, true);
    private static final Viewer SAMI = viewer(2, "Sami", Role.TECHNICIAN, false, BOUTIQUE);
    private static final Viewer ALICE = viewer(3, "Alice", Role.REQUESTER, false, BOUTIQUE);
    private static final Viewer MAIRE = viewer(4, "Maire", Role.CLIENT_MANAGER, false, MAIRIE);

    private static final AtomicReference<Instant> NOW = new AtomicReference<>();
    private static SmallHouse house;
    private static Articles articles;

    private static Viewer viewer(long account, String name, Role role, boolean every, TenantId... clients) {
        return new Viewer(account, name, name, role, Locale.FRENCH, every, new TreeSet<>(List.of(clients)));
    }

    @BeforeAll
    static void open() {
        house = new SmallHouse(
                context -> {
                    context.registerBean(InstantSource.class, () -> NOW::get);
                    context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(context.getBean(DataSource.class)));
                },
                "knowledge",
                "audit");
        articles = house.get(Articles.class);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void empty() {
        NOW.set(Instant.parse("2026-11-28T09:00:00Z"));
        var owner = JdbcClient.create(house.database.owner());
        owner.sql("truncate knowledge.article, knowledge.revision, knowledge.wording")
                .update();
    }

    private static ArticleDraft draft(ArticleState state, Audience audience, TenantId client, Wording... wordings) {
        return new ArticleDraft(state, audience, client, null, List.of(wordings), false);
    }

    private static Wording fr(String title, String body) {
        return new Wording(Language.FR, title, body);
    }

    private static long published(String title, String body) {
        return articles.create(CHIEF, draft(ArticleState.PUBLISHED, Audience.CLIENTS, null, fr(title, body)));
    }

    private static List<Long> found(Viewer viewer, String q) {
        return articles.list(viewer, new ArticleFilter(q, null, null, false), null, 50).items().stream()
                .map(ArticleRow::id)
                .toList();
    }

    @Test
    void theClientsPeopleReadWhatIsPublishedForThemAndNothingElse() {
        long staff = articles.create(
                SAMI, draft(ArticleState.PUBLISHED, Audience.STAFF, null, fr("Secret du coffre", "code")));
        long theirs = articles.create(
                SAMI, draft(ArticleState.PUBLISHED, Audience.CLIENT, BOUTIQUE, fr("Secret de caisse", "code")));
        long foreign = articles.create(
                CHIEF, draft(ArticleState.PUBLISHED, Audience.CLIENT, MAIRIE, fr("Secret de mairie", "code")));
        long all = published("Secret partagé", "code");
        long unready =
                articles.create(SAMI, draft(ArticleState.DRAFT, Audience.CLIENTS, null, fr("Secret à venir", "code")));

        assertThat(found(ALICE, "secret")).containsExactlyInAnyOrder(theirs, all);
        assertThat(found(ALICE, "secre")).containsExactlyInAnyOrder(theirs, all);
        assertThat(found(ALICE, "sceret coffer")).isEmpty();
        assertThat(found(ALICE, "")).containsExactlyInAnyOrder(theirs, all);
        assertThat(found(MAIRE, "secret")).containsExactlyInAnyOrder(foreign, all);
        assertThat(found(SAMI, "secret")).containsExactlyInAnyOrder(staff, theirs, all, unready);
        assertThat(found(CHIEF, "secret")).containsExactlyInAnyOrder(staff, theirs, foreign, all, unready);
        for (long hidden : new long[] {staff, foreign, unready}) {
            assertThatThrownBy(() -> articles.get(ALICE, hidden)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> articles.history(ALICE, hidden)).isInstanceOf(NotFound.class);
        }
        // Even of what they read: an earlier version may have been for the staff.
        assertThatThrownBy(() -> articles.history(ALICE, all)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> articles.get(ALICE, all, 1)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> articles.get(SAMI, foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> articles.withdraw(SAMI, foreign, null)).isInstanceOf(NotFound.class);
        assertThatThrownBy(
                        () -> articles.create(SAMI, draft(ArticleState.DRAFT, Audience.CLIENT, MAIRIE, fr("x", "y"))))
                .isInstanceOf(Refused.class);
        assertThat(articles.list(ALICE, new ArticleFilter("", null, ArticleState.DRAFT, false), null, 50)
                        .items())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imprimante",
                "l'imprimante",
                "L’IMPRIMANTE",
                "imprimantes",
                "imprim",
                "imprimnte",
                "imprimamte bourage",
                "télétravail",
                "teletravail",
                "bourrages papier",
                "papiers",
                "192.0.2.10",
                "KB5012345",
                "noeud",
                "nœuds",
                "le papier de l'imprimante"
            })
    void isFoundHoweverItIsTyped(String typed) {
        long id = published(
                "Bourrage de l’imprimante du télétravail",
                "Retirer le **papier**, puis voir 192.0.2.10 et la note KB5012345 sur le nœud.");
        published("Autre chose", "Rien de commun");
        assertThat(found(ALICE, typed)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "& | ! ( ) : * ' \\ <->",
                "imprimante & !papier",
                "imprimante:* | (",
                "'; drop table knowledge.article; --",
                "\"",
                "%",
                "_",
                "\u0000",
                "\uD83D\uDE00",
                "\uD800",
                ":*",
                "le",
                "l",
                "à",
                "🖨 imprimante"
            })
    void noSignBreaksTheSearch(String typed) {
        published("Bourrage de l'imprimante", "Retirer le papier");
        assertThat(found(ALICE, typed)).hasSizeLessThanOrEqualTo(1);
        assertThat(found(ALICE, "imprimante")).hasSize(1);
    }

    @Test
    void aWordOfOneLetterIsAWord() {
        long id = published("Compiler en C", "gcc");
        published("Clé perdue", "Appeler le gardien");
        assertThat(found(ALICE, "C")).containsExactly(id);
        assertThat(found(ALICE, "compiler c")).containsExactly(id);
    }

    @Test
    void aPastedMailIsSoughtByItsBeginning() {
        long id = published("Bourrage de l'imprimante", "Retirer le papier");
        assertThat(found(ALICE, "imprimante ".repeat(1_000))).containsExactly(id);
        assertThat(found(ALICE, "x".repeat(10_000))).isEmpty();
        assertThat(found(
                        ALICE,
                        IntStream.range(0, 2_000).mapToObj(Integer::toString).reduce("", (a, b) -> a + " " + b)))
                .isEmpty();
    }

    @Test
    void theTitleCountsMoreThanTheTextAndTheWordsAreMarked() {
        long inText = published("Divers", "On peut aussi redémarrer le <b>serveur</b> & attendre.");
        long inTitle = published("Redémarrer un serveur", "Par la console.");
        var rows = articles.list(ALICE, new ArticleFilter("redemarrer serveurs", null, null, false), null, 50)
                .items();
        assertThat(rows).extracting(ArticleRow::id).containsExactly(inTitle, inText);
        assertThat(rows.get(1).excerpt())
                .filteredOn(ArticleRow.Piece::found)
                .extracting(ArticleRow.Piece::text)
                .containsExactly("redémarrer", "serveur");
        assertThat(rows.get(1).plainExcerpt()).contains("& attendre");
    }

    @Test
    void eachLanguageHasItsStemsAndTheReadersIsShown() {
        long id = articles.create(
                CHIEF,
                draft(
                        ArticleState.PUBLISHED,
                        Audience.CLIENTS,
                        null,
                        fr("Réinitialiser le mot de passe", "Appeler le centre."),
                        new Wording(Language.EN, "Reset the password", "Passwords are reset by the desk.")));
        long french = published("Mot de passe du Wi-Fi", "Sur le mur.");
        assertThat(found(ALICE, "resetting passwords")).containsExactly(id);
        assertThat(articles.list(ALICE, new ArticleFilter("", Language.EN, null, false), null, 50)
                        .items())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.title()).isEqualTo("Reset the password");
                    assertThat(row.languages()).containsExactly(Language.FR, Language.EN);
                });
        assertThat(articles.get(ALICE, french).in(Language.EN).title()).isEqualTo("Mot de passe du Wi-Fi");
        assertThat(found(ALICE, "wifi")).isEmpty();
        assertThat(found(ALICE, "wi-fi")).containsExactly(french);
    }

    @Test
    void whatWasChangedOrWithdrawnIsNoLongerFoundByItsOldWords() {
        long id = published("Ancien proxy", "http://ancien.example");
        articles.change(
                SAMI,
                id,
                draft(ArticleState.PUBLISHED, Audience.CLIENTS, null, fr("Nouveau relais", "Plus rien à régler")),
                1L);
        assertThat(found(ALICE, "proxy")).isEmpty();
        assertThat(found(ALICE, "relais")).containsExactly(id);

        articles.withdraw(SAMI, id, 2L);
        articles.withdraw(SAMI, id, null);
        assertThat(found(ALICE, "relais")).isEmpty();
        assertThat(found(SAMI, "relais")).isEmpty();
        assertThatThrownBy(() -> articles.get(ALICE, id)).isInstanceOf(NotFound.class);
        assertThat(articles.list(SAMI, new ArticleFilter("relais", null, ArticleState.WITHDRAWN, false), null, 50)
                        .items())
                .hasSize(1);
        assertThat(articles.history(SAMI, id))
                .extracting(Revision::version, Revision::byName, Revision::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, "Sami", ArticleState.WITHDRAWN),
                        org.assertj.core.groups.Tuple.tuple(2L, "Sami", ArticleState.PUBLISHED),
                        org.assertj.core.groups.Tuple.tuple(1L, "Chef", ArticleState.PUBLISHED));
        assertThat(articles.get(SAMI, id, 1).in(Language.FR).title()).isEqualTo("Ancien proxy");
        assertThatThrownBy(() -> articles.get(SAMI, id, 9)).isInstanceOf(NotFound.class);
    }

    @Test
    void ofTwoWhoChangeTheSameOneIsToldThatTheOtherWasQuicker() throws Exception {
        long id = published("Titre", "Texte");
        var start = new CountDownLatch(1);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                var wanted = draft(ArticleState.PUBLISHED, Audience.CLIENTS, null, fr("Titre " + i, "Texte de " + i));
                Callable<Boolean> change = () -> {
                    start.await();
                    try {
                        articles.change(SAMI, id, wanted, 1L);
                        return true;
                    } catch (Refused stale) {
                        assertThat(stale.kind()).isEqualTo(Refused.Kind.STALE);
                        return false;
                    }
                };
                outcomes.add(threads.submit(change));
            }
            start.countDown();
        }
        int won = 0;
        for (Future<Boolean> outcome : outcomes) {
            won += outcome.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
        assertThat(articles.get(SAMI, id).version()).isEqualTo(2);
        assertThat(articles.history(SAMI, id)).hasSize(2);
    }

    @Test
    void theSameAgainIsNoNewVersion() {
        var draft = draft(ArticleState.PUBLISHED, Audience.CLIENTS, null, fr("Titre", "Texte"));
        long id = articles.create(CHIEF, draft);
        assertThat(articles.change(SAMI, id, draft, null).version()).isEqualTo(1);
        var mine = new ArticleDraft(draft.state(), draft.audience(), draft.client(), null, draft.wordings(), true);
        assertThat(articles.change(SAMI, id, mine, null).ownerName()).isEqualTo("Sami");
    }

    @Test
    void aRepeatedRequestMakesOneArticle() {
        var draft = draft(ArticleState.DRAFT, Audience.STAFF, null, fr("Titre", "Texte"));
        long id = articles.createOnce(SAMI, draft, "k", "d");
        assertThat(articles.createOnce(SAMI, draft, "k", "d")).isEqualTo(id);
        assertThat(articles.createOnce(CHIEF, draft, "k", "d")).isNotEqualTo(id);
        assertThatThrownBy(() -> articles.createOnce(SAMI, draft, "k", "other")).isInstanceOf(Refused.class);
        NOW.set(NOW.get().plusSeconds(49 * 3_600));
        assertThat(articles.createOnce(SAMI, draft, "k", "other")).isNotEqualTo(id);
    }

    @Test
    void whatMayHelpIsOfThisClientAndSaysWhatIsForTheStaffAlone() {
        long all = published("Imprimante bloquée", "Éteindre.");
        long staff = articles.create(
                SAMI, draft(ArticleState.PUBLISHED, Audience.STAFF, null, fr("Imprimante du quai", "Code 1234.")));
        articles.create(CHIEF, draft(ArticleState.PUBLISHED, Audience.CLIENT, MAIRIE, fr("Imprimante de mairie", "x")));
        articles.create(CHIEF, draft(ArticleState.DRAFT, Audience.CLIENTS, null, fr("Imprimante à venir", "x")));
        published("Autre", "Rien de commun");
        for (Viewer who : List.of(SAMI, CHIEF)) {
            assertThat(articles.fitting(who, BOUTIQUE, "L’imprimante du quai ne répond plus !", 5))
                    .extracting(Fitting::id, Fitting::internal)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(staff, true),
                            org.assertj.core.groups.Tuple.tuple(all, false));
        }
        assertThat(articles.fitting(ALICE, BOUTIQUE, "imprimantes", 5))
                .extracting(Fitting::id)
                .containsExactly(all);
        for (String nothing : List.of("", "& | !", "le la l'", "x", "zzzz ".repeat(2_000))) {
            assertThat(articles.fitting(SAMI, BOUTIQUE, nothing, 5)).isEmpty();
        }
    }

    @Test
    void whatIsToBeReadAgainIsShownWhenItsDayHasCome() {
        for (String day : List.of("2026-11-27", "2026-11-28", "2026-11-29")) {
            articles.create(
                    SAMI,
                    new ArticleDraft(
                            ArticleState.PUBLISHED,
                            Audience.STAFF,
                            null,
                            LocalDate.parse(day),
                            List.of(fr(day, "x")),
                            false));
        }
        assertThat(articles.list(SAMI, new ArticleFilter("", null, null, true), null, 50)
                        .items())
                .extracting(ArticleRow::title)
                .containsExactlyInAnyOrder("2026-11-27", "2026-11-28");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "commun"})
    void pagesFollowEachOtherWithoutGapsOrDoubles(String q) {
        var all = new TreeSet<Long>();
        for (int i = 0; i < 23; i++) {
            // Three at a time in the same moment.
            NOW.set(Instant.parse("2026-11-28T09:00:00Z").plusSeconds(i / 3));
            all.add(published("Titre commun " + i, "x"));
        }
        var seen = new ArrayList<Long>();
        String cursor = null;
        do {
            Page<ArticleRow> page = articles.list(ALICE, new ArticleFilter(q, null, null, false), cursor, 5);
            page.items().forEach(row -> seen.add(row.id()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
        assertThatThrownBy(() -> articles.list(ALICE, new ArticleFilter(q, null, null, false), "x", 5))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "| texte | fr.title refusal.article.title",
                "a\\nb | texte | fr.title refusal.article.title",
                "titre | | fr.body refusal.article.body",
                "titre | a\\u0000b | fr.body refusal.article.body",
            })
    void saysWhatIsWrong(String title, String body, String error) {
        String typedTitle = title == null ? "" : title.translateEscapes();
        String typedBody = body == null ? "" : body.replace("\\u0000", "\u0000");
        assertThatThrownBy(() -> published(typedTitle, typedBody))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.errors().getFirst().field() + " "
                                        + refused.errors().getFirst().rule().code())
                                .isEqualTo(error));
        assertThat(found(CHIEF, "")).isEmpty();
    }
}
