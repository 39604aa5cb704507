package org.vigie.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.vigie.calendar.OnCall;
import org.vigie.calendar.WorkingHours;
import org.vigie.contracts.Contracts;
import org.vigie.inventory.Assets;
import org.vigie.maintenance.Windows;
import org.vigie.monitoring.Checks;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Sites;
import org.vigie.organization.Teams;
import org.vigie.response.Playbooks;
import org.vigie.shared.Change;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/** The rooms that a declaration speaks to, in the order in which one needs the other. */
@Component
class Sections {
    private final Clients clients;
    private final WorkingHours hours;
    private final Sites sites;
    private final Teams teams;
    private final People people;
    private final OnCall onCall;
    private final Contracts contracts;
    private final Assets assets;
    private final Windows windows;
    private final Checks checks;
    private final Playbooks playbooks;

    Sections(
            Clients clients,
            WorkingHours hours,
            Sites sites,
            Teams teams,
            People people,
            OnCall onCall,
            Contracts contracts,
            Assets assets,
            Windows windows,
            Checks checks,
            Playbooks playbooks) {
        this.clients = clients;
        this.hours = hours;
        this.sites = sites;
        this.teams = teams;
        this.people = people;
        this.onCall = onCall;
        this.contracts = contracts;
        this.assets = assets;
        this.windows = windows;
        this.checks = checks;
        this.playbooks = playbooks;
    }

    List<Change> apply(Declaration wanted) {
        var changes = new ArrayList<Change>();
        changes.addAll(clients.declare(wanted.client(), wanted.name(), wanted.locale()));
        wanted.calendars().map(hours::declare).ifPresent(changes::addAll);
        wanted.sites().map(sites::declare).ifPresent(changes::addAll);
        wanted.teams().map(teams::declare).ifPresent(changes::addAll);
        wanted.people().map(people::declare).ifPresent(changes::addAll);
        wanted.levels().map(contracts::declareServiceLevels).ifPresent(changes::addAll);
        wanted.assets().map(assets::declare).ifPresent(changes::addAll);
        wanted.services().map(assets::declareServices).ifPresent(changes::addAll);
        wanted.windows().map(windows::declare).ifPresent(changes::addAll);
        wanted.checks().map(checks::declare).ifPresent(changes::addAll);
        wanted.rules().map(playbooks::declare).ifPresent(changes::addAll);
        wanted.onCall().map(onCall::declare).ifPresent(changes::addAll);
        wanted.contract().map(contracts::declareContract).ifPresent(changes::addAll);
        return changes;
    }

    /** After everything is written: nothing may name what is not there, whoever declared it. */
    void refuseDangling() {
        var errors = new ArrayList<FieldError>();
        Set<String> calendars = keys(hours.all(), one -> one.key());
        Set<String> knownTeams = keys(teams.all(), one -> one.key());
        Set<String> knownSites = keys(sites.all(), one -> one.key());
        Set<String> knownPeople = keys(people.all(), one -> one.key());
        Set<String> levels = keys(contracts.serviceLevels(), one -> one.key());
        sites.all().forEach(one -> missing(errors, "sites.calendar", one.key(), one.calendar(), calendars));
        people.all()
                .forEach(one ->
                        one.teams().forEach(team -> missing(errors, "people.teams", one.key(), team, knownTeams)));
        contracts
                .serviceLevels()
                .forEach(one -> missing(errors, "service-levels.calendar", one.key(), one.calendar(), calendars));
        assets.all().forEach(one -> missing(errors, "assets.site", one.key(), one.site(), knownSites));
        assets.services()
                .forEach(one -> missing(errors, "services.service-level", one.key(), one.serviceLevel(), levels));
        playbooks.rules().forEach(one -> {
            missing(errors, "response[" + (one.position() - 1) + "].team", "", one.team(), knownTeams);
        });
        onCall.all().forEach(one -> {
            missing(errors, "on-call.team", one.team(), one.team(), knownTeams);
            missing(errors, "on-call.calendar", one.team(), one.calendar(), calendars);
            one.people().forEach(person -> missing(errors, "on-call.people", one.team(), person, knownPeople));
        });
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }

    private static void missing(
            List<FieldError> errors,
            String field,
            String of,
            @org.jspecify.annotations.Nullable String named,
            Set<String> known) {
        if (named != null && !known.contains(named)) {
            errors.add(FieldError.of(field, "refusal.declaration.dangling", of, named));
        }
    }

    private static <T> Set<String> keys(List<T> all, Function<T, String> key) {
        return all.stream().map(key).collect(Collectors.toCollection(TreeSet::new));
    }
}
