package org.vigie.contracts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.calendar.WorkingHours;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.shared.Change;
import org.vigie.shared.Declared;
import org.vigie.shared.Key;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/** The contract and the service levels of the client in scope. */
@Service
public class Contracts {

    private final ContractStore store;
    private final WorkingHours hours;
    private final Assets assets;
    private final InstantSource clock;

    public Contracts(ContractStore store, WorkingHours hours, Assets assets, InstantSource clock) {
        this.store = store;
        this.hours = hours;
        this.assets = assets;
        this.clock = clock;
    }

    /**
     * What was promised for a ticket: the level of its business service, else the only or first level of the client.
     *
     * @param kind "incident" or "request"
     */
    @Transactional(readOnly = true)
    public Optional<Promise> promiseFor(String kind, Priority priority, @Nullable Long serviceId) {
        var levels = store.serviceLevels();
        var service = serviceId == null ? null : assets.service(serviceId);
        var own = levels.stream()
                .filter(level -> service != null && level.key().equals(service.serviceLevel()))
                .findFirst();
        return own.or(() -> levels.stream().findFirst())
                .flatMap(level -> promise(level, kind, priority, own.isPresent() ? service : null));
    }

    private Optional<Promise> promise(
            ServiceLevel level, String kind, Priority priority, @Nullable BusinessService service) {
        var targets = level.targets().getOrDefault(kind, Map.of()).getOrDefault(priority, Map.of());
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var source = service == null
                ? Words.of("contracts.source.client", level.key(), priority)
                : Words.of("contracts.source.service", level.key(), priority, service.name());
        var contract = inForce(now);
        return hours.find(level.calendar())
                .map(version -> new Promise(
                        level.key(),
                        level.calendar(),
                        version.id(),
                        targets,
                        contract.map(Contract::pauses).orElse(Contract.DEFAULT_PAUSES),
                        contract.map(Contract::escalation).orElse(Escalation.NONE),
                        source));
    }

    /**
     * Which priority follows now, by the contract in force or by the usual matrix.
     *
     * @param impact "high", "medium" or "low", as the urgency
     */
    @Transactional(readOnly = true)
    public Prioritised prioritise(String impact, String urgency) {
        return store.contract()
                .filter(contract -> !contract.priorities().isUsual())
                .filter(contract -> covers(contract, LocalDate.ofInstant(clock.instant(), zone())))
                .map(contract -> new Prioritised(
                        contract.priorities().priority(impact, urgency),
                        store.version().orElseThrow()))
                .orElseGet(() -> new Prioritised(PriorityMatrix.USUAL.priority(impact, urgency), null));
    }

    /** The matrix that {@link #prioritise} read, as it was then. */
    @Transactional(readOnly = true)
    public Optional<WrittenMatrix> matrix(long version) {
        return store.matrix(version);
    }

    /** The contract in force at that instant, if any; its days are those of the zone of the first service level. */
    @Transactional(readOnly = true)
    public Optional<Contract> inForce(Instant at) {
        return store.writtenAt(at).filter(contract -> covers(contract, LocalDate.ofInstant(at, zone())));
    }

    private static boolean covers(Contract contract, LocalDate day) {
        return !day.isBefore(contract.from()) && (contract.to() == null || !day.isAfter(contract.to()));
    }

    private ZoneId zone() {
        return store.serviceLevels().stream()
                .findFirst()
                .flatMap(level -> hours.find(level.calendar()))
                .map(version -> version.definition().zone())
                .orElse(ZoneOffset.UTC);
    }

    @Transactional(readOnly = true)
    public Optional<Contract> contract() {
        return store.contract();
    }

    @Transactional(readOnly = true)
    public List<ServiceLevel> serviceLevels() {
        return store.serviceLevels();
    }

    /** The first one declared is that of tickets without a service of their own. */
    @Transactional
    public List<Change> declareServiceLevels(List<ServiceLevel> wanted) {
        var there = new LinkedHashMap<String, ServiceLevel>();
        store.serviceLevels().forEach(level -> there.put(level.key(), level));
        var now = clock.instant();
        var changes = new Declared<>("service-levels", there, ServiceLevel::key)
                .make(
                        wanted,
                        (level, position) -> store.write(level, position, now),
                        key -> store.retireServiceLevel(key, now));
        for (int i = 0; i < wanted.size(); i++) {
            store.place(wanted.get(i).key(), i);
        }
        return changes;
    }

    @Transactional
    public List<Change> declareContract(Contract wanted) {
        Key.checked("contract.key", wanted.key());
        if (wanted.to() != null && wanted.to().isBefore(wanted.from())) {
            throw Refused.field("contract.to", "refusal.contracts.ends-before", wanted.from(), wanted.to());
        }
        var old = store.contract();
        if (old.equals(Optional.of(wanted))) {
            return List.of();
        }
        store.write(wanted, clock.instant());
        var changes = new ArrayList<Change>();
        if (old.isPresent() && !old.get().key().equals(wanted.key())) {
            changes.add(Change.retired("contract", old.get().key()));
        }
        changes.add(
                old.isPresent() && changes.isEmpty()
                        ? Change.changed("contract", wanted.key())
                        : Change.created("contract", wanted.key()));
        return changes;
    }

    /** Ends what is written without anything in its place. */
    @Transactional
    public List<Change> retireContract() {
        var old = store.contract();
        store.retireContract(clock.instant());
        return old.map(contract -> Change.retired("contract", contract.key())).stream()
                .toList();
    }
}
