package org.vigie.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        changes.addAll(declared("calendars", wanted.calendars(), hours::declare));
        changes.addAll(declared("sites", wanted.sites(), sites::declare));
        changes.addAll(declared("teams", wanted.teams(), teams::declare));
        changes.addAll(declared("people", wanted.people(), people::declare));
        changes.addAll(declared("service-levels", wanted.levels(), contracts::declareServiceLevels));
        changes.addAll(declared("assets", wanted.assets(), assets::declare));
        changes.addAll(declared("services", wanted.services(), assets::declareServices));
        changes.addAll(declared("windows", wanted.windows(), windows::declare));
        changes.addAll(declared("checks", wanted.checks(), checks::declare));
        changes.addAll(declared("response", wanted.rules(), playbooks::declare));
        changes.addAll(declared("on-call", wanted.onCall(), onCall::declare));
        changes.addAll(declared(
                "contract",
                wanted.contract(),
                one -> one.isEmpty() ? contracts.retireContract() : contracts.declareContract(one.getFirst())));
        return changes;
    }

    /** A room names its own fields; here they get the name of the section in front, as the sender wrote it. */
    private static <T> List<Change> declared(String section, Optional<T> wanted, Function<T, List<Change>> declare) {
        try {
            return wanted.map(declare).orElse(List.of());
        } catch (Refused refused) {
            if (refused.kind() != Refused.Kind.INVALID || refused.errors().isEmpty()) {
                throw refused;
            }
            throw Refused.fields(refused.errors().stream()
                    .map(error -> error.field().startsWith(section)
                            ? error
                            : new FieldError(section + "." + error.field(), error.line(), error.rule()))
                    .toList());
        }
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
        Set<String> knownAssets = keys(assets.all(), one -> one.key());
        // A check of a retired asset reads back without its name.
        checks.declared().forEach(one -> missing(errors, "checks.asset", one.key(), one.asset(), knownAssets));
        windows.declared()
                .forEach(one -> one.assets()
                        .forEach(asset -> missing(errors, "windows.assets", one.key(), asset, knownAssets)));
        playbooks.rules().forEach(one -> {
            missing(errors, "response[" + (one.position() - 1) + "].team", "", one.team(), knownTeams);
            missing(errors, "response[" + (one.position() - 1) + "].when.asset", "", one.asset(), knownAssets);
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
