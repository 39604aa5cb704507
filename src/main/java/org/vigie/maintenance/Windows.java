package org.vigie.maintenance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.inventory.Dependencies;
import org.vigie.maintenance.WindowStore.Version;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;

/** The maintenance windows of the client in scope. */
@Service
public class Windows {

    private final WindowStore store;
    private final Assets assets;
    private final Dependencies dependencies;
    private final InstantSource clock;

    public Windows(WindowStore store, Assets assets, Dependencies dependencies, InstantSource clock) {
        this.store = store;
        this.assets = assets;
        this.dependencies = dependencies;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Window> all() {
        return store.inForce().stream().map(Windows::window).toList();
    }

    /** As they were declared: a first day that was not stated is absent. */
    @Transactional(readOnly = true)
    public List<WindowDeclaration> declared() {
        return store.inForce().stream().map(Windows::declaration).toList();
    }

    /** The occurrence that covers this asset (itself, or something it needs) at that instant, an agreed one first. */
    @Transactional(readOnly = true)
    public Optional<Occurrence> covering(long assetId, Instant at) {
        return of(assetId, at, at.plusNanos(1)).stream().min(Comparator.comparing(occurrence -> !occurrence.agreed()));
    }

    /** Occurrences that cover this asset and overlap the span, in order; a past one as the window then stood. */
    @Transactional(readOnly = true)
    public List<Occurrence> of(long assetId, Instant from, Instant to) {
        var keys = new TreeSet<String>();
        keys.add(assets.get(assetId).key());
        dependencies.neededBy(assetId).stream().map(Asset::key).forEach(keys::add);
        return store.of(keys, from).stream()
                .flatMap(version ->
                        occurrences(version, from).takeWhile(one -> one.from().isBefore(to)))
                .sorted(Comparator.comparing(Occurrence::from).thenComparing(Occurrence::window))
                .toList();
    }

    /** The same for every asset that any occurrence covers, by the id of the asset: few walks however many assets. */
    @Transactional(readOnly = true)
    public Map<Long, List<Occurrence>> byAsset(Instant from, Instant to) {
        var byAsset = new HashMap<Long, List<Occurrence>>();
        var ids = assets.all().stream().collect(Collectors.toMap(Asset::key, Asset::id));
        for (var version : store.after(from)) {
            var open = occurrences(version, from)
                    .takeWhile(one -> one.from().isBefore(to))
                    .toList();
            if (!open.isEmpty()) {
                dependencies
                        .restingOn(version.assets().stream()
                                .map(ids::get)
                                .filter(Objects::nonNull)
                                .toList())
                        .forEach(asset -> byAsset.computeIfAbsent(asset, any -> new ArrayList<>())
                                .addAll(open));
            }
        }
        byAsset.values()
                .forEach(
                        list -> list.sort(Comparator.comparing(Occurrence::from).thenComparing(Occurrence::window)));
        return byAsset;
    }

    /** The next occurrences of one window, the one that is open included. */
    @Transactional(readOnly = true)
    public List<Occurrence> next(String key, Instant from, int howMany) {
        var version = store.inForce().stream()
                .filter(window -> window.key().equals(key))
                .findFirst()
                .orElseThrow(() -> NotFound.of("window", key));
        return occurrences(version, from).limit(howMany).toList();
    }

    /** When a window that is not declared yet would be open. */
    public List<Occurrence> foreseen(WindowDeclaration window, int howMany) {
        var now = clock.instant();
        var first = window.first() != null ? window.first() : LocalDate.ofInstant(now, window.timezone());
        var recurrence = new Recurrence(window.rule(), first, window.start(), window.lasts(), window.timezone());
        recurrence.refuseNonsense();
        return recurrence
                .endingAfter(now)
                .limit(howMany)
                .map(span -> new Occurrence(window.key(), window.agreed(), span.from(), span.to()))
                .toList();
    }

    private static Stream<Occurrence> occurrences(Version version, Instant from) {
        return version.recurrence()
                .endingAfter(from)
                .map(version::within)
                .filter(span -> !span.isEmpty() && span.to().isAfter(from))
                .map(span -> new Occurrence(version.key(), version.agreed(), span.from(), span.to()));
    }

    @Transactional
    public List<Change> declare(List<WindowDeclaration> wanted) {
        return registered().make(wanted, (window, position) -> write(window), key -> store.close(key, clock.instant()));
    }

    @Transactional
    public List<Change> put(WindowDeclaration wanted) {
        return registered().put(wanted, this::write);
    }

    private Declared<WindowDeclaration> registered() {
        var there = new LinkedHashMap<String, WindowDeclaration>();
        declared().forEach(window -> there.put(window.key(), window));
        return new Declared<>("windows", there, WindowDeclaration::key);
    }

    private void write(WindowDeclaration window) {
        if (window.rule() == null && window.first() == null) {
            throw Refused.field("first", "refusal.maintenance.first-needed", window.key());
        }
        for (var asset : window.assets()) {
            if (assets.find(asset).isEmpty()) {
                throw Refused.field("assets", "refusal.maintenance.unknown-asset", window.key(), asset);
            }
        }
        var old = store.inForce().stream()
                .filter(version -> version.key().equals(window.key()))
                .findFirst();
        var first = first(window, old);
        new Recurrence(window.rule(), first, window.start(), window.lasts(), window.timezone()).refuseNonsense();
        var now = clock.instant();
        store.close(window.key(), now);
        store.write(window, first, old.isPresent() ? now : null);
    }

    /** A rule such as "every second week" keeps the day from which it counts. */
    private LocalDate first(WindowDeclaration window, Optional<Version> old) {
        if (window.first() != null) {
            return window.first();
        }
        return old.map(version -> version.recurrence().first())
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), window.timezone()));
    }

    private static Window window(Version version) {
        var times = version.recurrence();
        return new Window(
                version.id(),
                version.key(),
                version.assets(),
                times.rule(),
                times.first(),
                times.start(),
                times.lasts(),
                times.timezone(),
                version.agreed());
    }

    private static WindowDeclaration declaration(Version version) {
        var times = version.recurrence();
        return new WindowDeclaration(
                version.key(),
                version.assets(),
                times.rule(),
                version.firstStated() ? times.first() : null,
                times.start(),
                times.lasts(),
                times.timezone(),
                version.agreed());
    }
}
