package org.vigie.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.monitoring.MonitoringNews.ChecksDeclared;
import org.vigie.monitoring.Watched.Turn;
import org.vigie.probe.Finding;
import org.vigie.probe.ProbeResult;
import org.vigie.probe.Probes;
import org.vigie.shared.DatabaseTrouble;
import org.vigie.shared.Json;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * Keeps the wheel turning: hears results, lets the judge decide, writes down only what turned, and feeds the metric
 * store. A result that changes nothing costs no statement.
 */
@Component
class Watch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Turns of one check that wait for the database; beyond, the check is believed as it was. */
    private static final int MOST_UNSAID = 1000;

    private final CheckStore store;
    private final SealedSettings sealed;
    private final Assets assets;
    private final Turning turning;
    private final MetricFeed feed;
    private final WatcherLife life;
    private final LiveStates live;
    private final WatchSettings settings;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    private final Map<UUID, Watched> watched = new ConcurrentHashMap<>();
    private final Map<Long, UUID> byId = new ConcurrentHashMap<>();
    private volatile @Nullable Probes probes;
    private volatile @Nullable ProbeWheel wheel;
    private volatile @Nullable ExecutorService deciders;
    private volatile @Nullable Thread keeper;

    /** While the database is away only the keeper tries it: the probes' threads must not pile up before it. */
    private volatile boolean away;

    Watch(
            CheckStore store,
            SealedSettings sealed,
            Assets assets,
            Turning turning,
            MetricFeed feed,
            WatcherLife life,
            LiveStates live,
            WatchSettings settings,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.sealed = sealed;
        this.assets = assets;
        this.turning = turning;
        this.feed = feed;
        this.life = life;
        this.live = live;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void start() {
        if (!settings.enabled()) {
            return;
        }
        life.begin();
        deciders = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("decider-", 0).factory());
        Probes opened = Probes.open(clock);
        probes = opened;
        var turningWheel = new ProbeWheel(opened::ask, this::heard, clock, System::nanoTime, settings.ceiling());
        wheel = turningWheel;
        live.askWith(turningWheel::askNow);
        live.probeWith(opened::ask);
        live.countWith(() -> WheelFigures.of(turningWheel.figures()));
        feed.start();
        load(null);
        turningWheel.start();
        // The field first: the thread ends itself when it finds it empty.
        Thread begun = Thread.ofPlatform().daemon().name("watch-keeper").unstarted(this::keepUntilStopped);
        keeper = begun;
        begun.start();
    }

    @Override
    public void stop() {
        Thread keeping = keeper;
        keeper = null;
        live.askWith(null);
        live.probeWith(null);
        live.countWith(null);
        close(wheel);
        wheel = null;
        if (keeping != null) {
            keeping.interrupt();
        }
        close(probes);
        probes = null;
        ExecutorService deciding = deciders;
        if (deciding != null) {
            deciding.shutdown();
        }
        feed.stop();
        try {
            if (saidAll()) {
                writeHeard();
                life.end();
            }
        } catch (RuntimeException unavailable) {
            LOG.warn("The watch ends without writing it down: {}", unavailable.getMessage());
        }
    }

    private static void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            LOG.warn("A part of the watch did not close", e);
        }
    }

    @Override
    public boolean isRunning() {
        return keeper != null;
    }

    /** After the web server: the first page matters more than the first probe. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 100;
    }

    ProbeWheel.@Nullable Figures figures() {
        ProbeWheel turningWheel = wheel;
        return turningWheel == null ? null : turningWheel.figures();
    }

    long droppedSamples() {
        return feed.dropped();
    }

    @TransactionalEventListener
    void on(ChecksDeclared declared) {
        ExecutorService deciding = deciders;
        if (deciding != null && !deciding.isShutdown()) {
            deciding.execute(() -> load(declared.tenant()));
        }
    }

    /** Takes over what is declared now: of one client, or of all. */
    private synchronized void load(@Nullable TenantId tenant) {
        ProbeWheel turningWheel = wheel;
        if (turningWheel == null) {
            return;
        }
        Scope scope = tenant == null ? Scope.across("monitoring: load checks") : Scope.of(tenant);
        record Loaded(List<StoredCheck> checks, Map<Long, Asset> assets) {}
        Loaded loaded = scope.call(() -> transaction.execute(status -> {
            var found = new HashMap<Long, Asset>();
            assets.all().forEach(asset -> found.put(asset.id(), asset));
            return new Loaded(store.inService(), found);
        }));
        var there = new HashSet<UUID>();
        for (StoredCheck check : loaded.checks()) {
            there.add(check.uid());
            take(turningWheel, check, loaded.assets().get(check.assetId()));
        }
        for (Watched old : List.copyOf(watched.values())) {
            boolean looked = tenant == null || old.check.tenant().equals(tenant);
            if (looked && !there.contains(old.check.uid())) {
                turningWheel.remove(old.check.uid());
                watched.remove(old.check.uid());
                byId.remove(old.check.id());
                live.forget(old.check.uid());
            }
        }
    }

    private void take(ProbeWheel turningWheel, StoredCheck check, @Nullable Asset asset) {
        Watched old = watched.get(check.uid());
        if (old != null && isSameQuestion(old.check, check)) {
            return;
        }
        try {
            var spec = ProbeSettings.parse(
                    check.type(), sealed.open(check.settings()), asset == null ? null : asset.address());
            var entry = new Watched(
                    check,
                    new CheckPlan(check.uid(), spec, check.rule()),
                    asset == null ? "" : asset.key(),
                    old != null ? old.memory : check.memory());
            if (old != null) {
                takeOver(old, entry);
            }
            watched.put(check.uid(), entry);
            byId.put(check.id(), check.uid());
            turningWheel.add(entry.plan);
            if (old == null && check.memory().health() == CheckState.PENDING) {
                turningWheel.askNow(check.uid());
            }
        } catch (Refused | IllegalArgumentException unusable) {
            LOG.warn("Check {} is not asked: {}", check.key(), unusable.getMessage());
        }
    }

    private static void takeOver(Watched old, Watched entry) {
        old.deciding.lock();
        try {
            entry.memory = old.memory;
            entry.unsaid.addAll(old.unsaid);
            old.unsaid.clear();
        } finally {
            old.deciding.unlock();
        }
    }

    private static boolean isSameQuestion(StoredCheck one, StoredCheck other) {
        return one.settings().equals(other.settings())
                && one.assetId() == other.assetId()
                && one.type().equals(other.type())
                && one.symptom().equals(other.symptom())
                && one.rule().equals(other.rule());
    }

    /** On the probes' thread: decides in memory; what turned is written on a thread of its own. */
    private void heard(UUID uid, Instant planned, ProbeResult result) {
        Watched entry = watched.get(uid);
        ExecutorService deciding = deciders;
        if (entry == null || deciding == null) {
            return;
        }
        feed.take(entry, planned, result.measures());
        if (entry.deciding.tryLock()) {
            try {
                CheckDecision decision = CheckJudge.judge(entry.memory, stamped(result, planned), entry.rule);
                if (!turns(entry.memory, decision) && !turns(entry.memory, freshened(entry, planned))) {
                    adopt(entry, decision, planned);
                    return;
                }
            } finally {
                entry.deciding.unlock();
            }
        }
        if (!deciding.isShutdown()) {
            deciding.execute(() -> decide(entry, planned, result));
        }
    }

    private void decide(Watched entry, Instant planned, ProbeResult result) {
        entry.deciding.lock();
        try {
            // Nobody watched for too long before this result: it says nothing about that time.
            goStale(entry, planned);
            CheckDecision decision = CheckJudge.judge(entry.memory, stamped(result, planned), entry.rule);
            if (turns(entry.memory, decision)) {
                if (entry.unsaid.size() >= MOST_UNSAID) {
                    return;
                }
                entry.unsaid.add(new Turn(entry.memory, decision, words(decision, result), planned));
            }
            adopt(entry, decision, planned);
            if (!away) {
                say(entry);
            }
        } finally {
            entry.deciding.unlock();
        }
    }

    private static CheckDecision freshened(Watched entry, Instant now) {
        return CheckJudge.freshen(entry.memory, now, entry.rule);
    }

    private void goStale(Watched entry, Instant now) {
        CheckMemory before = entry.memory;
        CheckDecision decision = freshened(entry, now);
        if (turns(before, decision) && entry.unsaid.size() < MOST_UNSAID) {
            Words why = words(ProbeResult.noFreshResult(before.silentSince()));
            entry.unsaid.add(new Turn(before, decision, why, decision.state().since()));
            entry.memory = decision.state();
        }
    }

    /** Writes down what turned, in order; what the database cannot take now waits for the keeper. */
    private void say(Watched entry) {
        for (Turn turn = entry.unsaid.peek(); turn != null; turn = entry.unsaid.peek()) {
            try {
                Turn next = turn;
                Scope.of(entry.check.tenant())
                        .run(() -> turning.turn(entry.check, next.before(), next.decision(), next.words(), next.at()));
                entry.unsaid.remove();
                away = false;
            } catch (RuntimeException trouble) {
                if (DatabaseTrouble.isPassing(trouble)) {
                    away = true;
                    LOG.warn(
                            "Check {} turned and waits for the database to be written down: {}",
                            entry.check.key(),
                            trouble.getMessage());
                } else {
                    // Believed as it was: the next result finds the same turn.
                    LOG.error("Check {} turned and cannot be written down", entry.check.key(), trouble);
                    entry.memory = turn.before();
                    entry.unsaid.clear();
                    askSoon(entry);
                }
                return;
            }
        }
    }

    private static boolean turns(CheckMemory before, CheckDecision decision) {
        return decision.state().health() != before.health() || decision.change() != CheckDecision.Change.NONE;
    }

    private void adopt(Watched entry, CheckDecision decision, Instant planned) {
        entry.memory = decision.state();
        entry.unwritten = true;
        Finding finding = decision.state().finding();
        if (finding != null) {
            live.heard(entry.check.uid(), planned, words(finding));
        }
        if (decision.retrySoon()) {
            askSoon(entry);
        }
    }

    private void askSoon(Watched entry) {
        ProbeWheel turningWheel = wheel;
        if (turningWheel != null) {
            turningWheel.askSoon(entry.check.uid());
        }
    }

    private static ProbeResult stamped(ProbeResult result, Instant planned) {
        return new ProbeResult(result.outcome(), result.finding(), result.measures(), planned, result.took());
    }

    private static Words words(CheckDecision decision, ProbeResult result) {
        Finding finding = decision.state().finding();
        return words(finding == null ? result.finding() : finding);
    }

    /** A finding is a key of the probe room's bundle. */
    private static Words words(Finding finding) {
        return new Words(finding.code(), finding.args());
    }

    private void keepUntilStopped() {
        long turn = 0;
        while (keeper != null) {
            try {
                Thread.sleep(1000);
                turn++;
                sweep();
                // A beat says that somebody watched and wrote down what was seen.
                if (!saidAll()) {
                    continue;
                }
                if (turn % settings.beatEvery() == 0) {
                    life.beat();
                    writeHeard();
                }
                if (turn % 60 == 0) {
                    load(null);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException unavailable) {
                LOG.warn("The watch waits for the database: {}", unavailable.getMessage());
            }
        }
    }

    /** Nothing stays green because nobody looks: what has no fresh result becomes unknown. */
    private void sweep() {
        Instant now = clock.instant();
        for (Watched entry : watched.values()) {
            if (CheckJudge.isStale(entry.memory, now, entry.rule)) {
                entry.deciding.lock();
                try {
                    goStale(entry, now);
                } finally {
                    entry.deciding.unlock();
                }
            }
        }
    }

    /** Whether nothing waits for the database any more. */
    private boolean saidAll() {
        for (Watched entry : watched.values()) {
            entry.deciding.lock();
            try {
                say(entry);
                if (!entry.unsaid.isEmpty()) {
                    return false;
                }
            } finally {
                entry.deciding.unlock();
            }
        }
        away = false;
        return true;
    }

    private void writeHeard() {
        var ids = new ArrayList<Long>();
        var told = new ArrayList<Instant>();
        var good = new ArrayList<@Nullable Instant>();
        var checked = new ArrayList<Instant>();
        var outputs = new ArrayList<String>();
        for (Watched entry : watched.values()) {
            CheckMemory memory = entry.memory;
            if (entry.unwritten && memory.lastResultAt() != null && memory.finding() != null) {
                entry.unwritten = false;
                ids.add(entry.check.id());
                told.add(memory.silentSince());
                good.add(memory.lastGoodAt());
                checked.add(memory.lastResultAt());
                outputs.add(Json.of(words(memory.finding())));
            }
        }
        if (!ids.isEmpty()) {
            Scope.across("monitoring: last results")
                    .run(() ->
                            transaction.executeWithoutResult(status -> store.heard(ids, told, good, checked, outputs)));
        }
    }
}
