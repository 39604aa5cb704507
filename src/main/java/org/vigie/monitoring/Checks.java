package org.vigie.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.monitoring.MonitoringNews.ChecksDeclared;
import org.vigie.probe.InvalidProbe;
import org.vigie.probe.ProbeResult;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.FieldError;
import org.vigie.shared.Json;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** The checks of the scope, their states and their history. */
@Service
public class Checks {
    private final CheckStore store;
    private final SealedSettings sealed;
    private final Assets assets;
    private final LiveStates live;
    private final ApplicationEventPublisher news;
    private final InstantSource clock;

    Checks(
            CheckStore store,
            SealedSettings sealed,
            Assets assets,
            LiveStates live,
            ApplicationEventPublisher news,
            InstantSource clock) {
        this.store = store;
        this.sealed = sealed;
        this.assets = assets;
        this.live = live;
        this.news = news;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Check get(long id) {
        return store.byId(id).map(this::view).orElseThrow(() -> NotFound.of("check", id));
    }

    @Transactional(readOnly = true)
    public Optional<Check> find(String key) {
        return store.byKey(key).map(this::view);
    }

    /** The worst state first, then by key. */
    @Transactional(readOnly = true)
    public Page<Check> list(CheckFilter filter, @Nullable String cursor, int limit) {
        var rows = store.page(filter, CheckCursor.read(cursor), limit + 1);
        return Page.cut(rows, limit, row -> CheckCursor.write(CheckStore.Place.of(row)))
                .map(this::view);
    }

    /**
     * What was believed of these checks over [from, to), gapless from the first declaration on; time in which Vigie was
     * not running or could not tell is UNKNOWN, never the state before it. The future is not told.
     */
    @Transactional(readOnly = true)
    public List<StateSpan> history(Collection<Long> checkIds, Instant from, Instant to) {
        Instant now = clock.instant();
        Instant end = to.isAfter(now) ? now : to;
        return checkIds.isEmpty() || !from.isBefore(end) ? List.of() : store.spans(checkIds, from, end);
    }

    /** Checks of any of these assets that count for availability, retired ones included while they lived. */
    @Transactional(readOnly = true)
    public List<Check> countingFor(Collection<Long> assetIds) {
        return assetIds.isEmpty()
                ? List.of()
                : store.ofAssets(assetIds).stream().map(this::view).toList();
    }

    /** Those of {@link #countingFor} that are in service now. */
    @Transactional(readOnly = true)
    public List<Check> speakingFor(Collection<Long> assetIds) {
        return assetIds.isEmpty()
                ? List.of()
                : store.ofAssets(assetIds).stream()
                        .filter(check -> check.retiredAt() == null)
                        .map(this::view)
                        .toList();
    }

    /** The declarations of checks as they were given, secrets masked. */
    @Transactional(readOnly = true)
    public List<CheckDeclaration> declared() {
        var names = assetKeys();
        return store.inService().stream()
                .map(row -> declaration(row, names, SealedSettings.masked(row.settings())))
                .toList();
    }

    /** Makes the checks those of the declaration; what it does not name is retired. */
    @Transactional
    public List<Change> declare(List<CheckDeclaration> wanted) {
        var there = there();
        var known = unmasked(wanted, there);
        var changes = new Declared<>("checks", there, CheckDeclaration::key)
                .make(known, this::write, key -> store.retire(key, clock.instant()));
        return told(changes);
    }

    @Transactional
    public List<Change> put(CheckDeclaration wanted) {
        var there = there();
        var known = unmasked(List.of(wanted), there).getFirst();
        var changes =
                new Declared<>("checks", there, CheckDeclaration::key).put(known, check -> write(check, there.size()));
        return told(changes);
    }

    /** Asks at once, whatever the schedule says. */
    @Transactional(readOnly = true)
    public void askNow(long id) {
        live.askNow(store.byId(id).orElseThrow(() -> NotFound.of("check", id)).uid());
    }

    /**
     * Asks once as this check would, and keeps nothing. Secrets that are masked are those of the check with this key.
     *
     * @param address of the asset
     * @throws Refused when the settings are none
     */
    @Transactional(readOnly = true)
    public CompletableFuture<Trial> attempt(CheckDeclaration draft, @Nullable String address) {
        var old = store.byKey(draft.key()).map(row -> sealed.open(row.settings()));
        var spec = ProbeSettings.parse(draft.type(), unmasked(draft, draft.settings(), old.orElse(Map.of())), address);
        var asker = live.prober().orElseThrow(() -> Refused.conflict("refusal.monitoring.nobody-watches"));
        var answered = new CompletableFuture<Trial>();
        try {
            asker.ask(spec, draft.timeout(), result -> answered.complete(Trial.of(result)));
        } catch (InvalidProbe invalid) {
            throw Refused.field("timeout", invalid.rule(), invalid.args().toArray());
        }
        return answered.completeOnTimeout(
                Trial.of(ProbeResult.overloaded(clock.instant())),
                draft.timeout().toMillis() + 5000,
                TimeUnit.MILLISECONDS);
    }

    /** Of this node's wheel; empty where nothing is watched. */
    public Optional<WheelFigures> wheel() {
        return live.figures();
    }

    private List<Change> told(List<Change> changes) {
        if (!changes.isEmpty()) {
            news.publishEvent(new ChecksDeclared(Scope.tenant(), clock.instant()));
        }
        return changes;
    }

    private void write(CheckDeclaration wanted, int position) {
        String field = "checks[" + position + "]";
        Asset asset = assets.find(wanted.asset())
                .orElseThrow(() ->
                        Refused.field(field + ".asset", "refusal.monitoring.asset", wanted.key(), wanted.asset()));
        var terms = CheckTerms.of(wanted);
        try {
            var rule = new CheckRule(wanted.failures(), 1, wanted.interval(), terms.retry(), wanted.timeout());
            assert rule.failures() == wanted.failures();
            ProbeSettings.parse(wanted.type(), wanted.settings(), asset.address());
        } catch (Refused refused) {
            throw refused.errors().isEmpty()
                    ? refused
                    : Refused.fields(refused.errors().stream()
                            .map(error -> new FieldError(field + "." + error.field(), error.line(), error.rule()))
                            .toList());
        }
        store.write(wanted, asset.id(), sealed.write(wanted.settings()), terms, position, clock.instant());
    }

    private Map<String, CheckDeclaration> there() {
        var names = assetKeys();
        var there = new LinkedHashMap<String, CheckDeclaration>();
        store.inService().forEach(row -> there.put(row.key(), declaration(row, names, sealed.open(row.settings()))));
        return there;
    }

    /** What is not given stands as the usual of its type, so that equal declarations are equal records. */
    private static List<CheckDeclaration> unmasked(List<CheckDeclaration> wanted, Map<String, CheckDeclaration> there) {
        var all = new ArrayList<CheckDeclaration>();
        for (var check : wanted) {
            var settings = new TreeMap<String, Object>(SealedSettings.plain(check.settings()));
            var old = there.get(check.key());
            settings = new TreeMap<>(unmasked(check, settings, old == null ? Map.of() : old.settings()));
            var terms = CheckTerms.of(check);
            all.add(new CheckDeclaration(
                    check.key(),
                    check.asset(),
                    check.type(),
                    settings,
                    check.interval(),
                    check.timeout(),
                    check.failures(),
                    terms.retry(),
                    terms.symptom(),
                    terms.counts()));
        }
        return all;
    }

    /**
     * The mask of an export stands for the secret that is there; where none is, it would become the secret itself. It is
     * kept for the server that it was given for: whoever may change an address must not learn the secret by doing so.
     */
    private static Map<String, Object> unmasked(
            CheckDeclaration check, Map<String, Object> settings, Map<String, Object> old) {
        var clear = new TreeMap<>(settings);
        clear.replaceAll((field, value) -> ProbeSettings.SECRETS.contains(field) && ProbeSettings.MASK.equals(value)
                ? kept(check, old, field)
                : value);
        return clear;
    }

    private static Object kept(CheckDeclaration check, Map<String, Object> old, String field) {
        Object secret = old.get(field);
        if (secret == null) {
            throw Refused.field(
                    "checks." + check.type() + "." + field,
                    "refusal.monitoring.masked",
                    check.key(),
                    ProbeSettings.MASK);
        }
        if (!ProbeSettings.askedServer(old).equals(ProbeSettings.askedServer(check.settings()))) {
            throw Refused.field(
                    "checks." + check.type() + "." + field,
                    "refusal.monitoring.masked-elsewhere",
                    check.key(),
                    ProbeSettings.MASK);
        }
        return secret;
    }

    private CheckDeclaration declaration(StoredCheck row, Map<Long, String> names, Map<String, Object> settings) {
        return new CheckDeclaration(
                row.key(),
                names.getOrDefault(row.assetId(), ""),
                row.type(),
                settings,
                row.interval(),
                row.timeout(),
                row.failures(),
                row.retry(),
                row.symptom(),
                row.counts());
    }

    private Map<Long, String> assetKeys() {
        var keys = new TreeMap<Long, String>();
        assets.all().forEach(asset -> keys.put(asset.id(), asset.key()));
        return keys;
    }

    private Check view(StoredCheck row) {
        return new Check(
                row.id(),
                row.tenant(),
                row.key(),
                row.assetId(),
                row.type(),
                SealedSettings.masked(row.settings()),
                row.interval(),
                row.timeout(),
                row.failures(),
                row.symptom(),
                row.counts(),
                row.memory().health(),
                row.memory().since(),
                live.lastResult(row.uid()).orElse(row.memory().lastResultAt()),
                live.output(row.uid()).orElseGet(() -> row.output() == null ? null : Json.words(row.output())));
    }
}
