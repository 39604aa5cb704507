package org.vigie.api.clients;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.api.Following;
import org.vigie.api.Limits;
import org.vigie.api.Slices;
import org.vigie.api.Tags;
import org.vigie.audit.AuditTrail;
import org.vigie.calendar.WorkingHours;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.organization.Site;
import org.vigie.organization.SiteDeclaration;
import org.vigie.organization.Sites;
import org.vigie.shared.Change;
import org.vigie.shared.Key;
import org.vigie.shared.NotFound;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** The clients that the caller sees, and the sites of one. */
@RestController
@RequestMapping("/api/v1/clients")
@Needs(Permission.SEE_CLIENTS)
class ClientApi {
    private final Clients clients;
    private final Sites sites;
    private final WorkingHours hours;
    private final ViewerScope scopes;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    ClientApi(
            Clients clients,
            Sites sites,
            WorkingHours hours,
            ViewerScope scopes,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.clients = clients;
        this.sites = sites;
        this.hours = hours;
        this.scopes = scopes;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    record Shown(String key, String name, String locale) {
        static Shown of(Client client) {
            return new Shown(client.key(), client.name(), client.locale().toLanguageTag());
        }

        String tag() {
            return Tags.of(key + "\n" + name + "\n" + locale);
        }
    }

    /** @param key may be repeated in the body; it is that of the address */
    record Wanted(
            @Nullable String key,
            @Nullable String name,
            @Nullable String locale) {}

    record ShownSite(
            String key,
            String client,
            String name,
            String timezone,
            @Nullable String calendar) {
        static ShownSite of(String client, Site site) {
            return new ShownSite(
                    site.key(), client, site.name(), site.timezone().getId(), site.calendar());
        }

        String tag() {
            return Tags.of(client + "\n" + key + "\n" + name + "\n" + timezone + "\n" + calendar);
        }
    }

    /** @param key may be repeated in the body; it is that of the address */
    record WantedSite(
            @Nullable String key,
            @Nullable String name,
            @Nullable String timezone,
            @Nullable String calendar) {}

    @GetMapping
    Page<Shown> list(Viewer viewer, @Following @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        List<Client> all = scopes.all(viewer, clients::visible);
        return Slices.of(all, Client::key, cursor, Limits.checked(limit)).map(Shown::of);
    }

    @GetMapping("/{key}")
    ResponseEntity<Shown> get(Viewer viewer, @PathVariable String key) {
        Shown shown = Shown.of(scopes.of(viewer, key, () -> existing(key)));
        return ResponseEntity.ok().eTag(shown.tag()).body(shown);
    }

    @PutMapping("/{key}")
    @Needs(Permission.DECLARE)
    ResponseEntity<Shown> put(
            Viewer viewer,
            @PathVariable String key,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        TenantId tenant = owned(viewer, key);
        Locale locale = checked(key, wanted);
        String name = Objects.requireNonNull(wanted.name()).strip();
        List<Change> changes = Scope.of(tenant)
                .call(() -> transaction.execute(status -> {
                    Tags.match(
                            ifMatch,
                            clients.find(key)
                                    .map(client -> Shown.of(client).tag())
                                    .orElse(null));
                    List<Change> done = clients.declare(key, name, locale);
                    if (!done.isEmpty()) {
                        audit.record(viewer.actor(), "client.declared", "client " + key, Map.of("name", name));
                    }
                    return done;
                }));
        boolean created = changes.stream().anyMatch(change -> change.what() == Change.What.CREATED);
        Shown shown = new Shown(key, name, locale.toLanguageTag());
        return ResponseEntity.status(created ? 201 : 200).eTag(shown.tag()).body(shown);
    }

    @GetMapping("/{key}/sites")
    Page<ShownSite> sites(
            Viewer viewer,
            @PathVariable String key,
            @Following @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        List<Site> all = scopes.of(viewer, key, sites::all);
        return Slices.of(all, Site::key, cursor, Limits.checked(limit)).map(site -> ShownSite.of(key, site));
    }

    @GetMapping("/{key}/sites/{site}")
    ResponseEntity<ShownSite> site(Viewer viewer, @PathVariable String key, @PathVariable String site) {
        ShownSite shown = scopes.of(viewer, key, () -> sites.find(site).map(one -> ShownSite.of(key, one)))
                .orElseThrow(() -> NotFound.of("site", site));
        return ResponseEntity.ok().eTag(shown.tag()).body(shown);
    }

    @PutMapping("/{key}/sites/{site}")
    @Needs(Permission.DECLARE)
    ResponseEntity<ShownSite> putSite(
            Viewer viewer,
            @PathVariable String key,
            @PathVariable String site,
            @RequestBody WantedSite wanted,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return scopes.of(viewer, key, () -> {
            // After the client was found: what is foreign answers 404, whatever is sent there.
            SiteDeclaration declared = checked(site, wanted);
            List<Change> changes = Objects.requireNonNull(transaction.execute(status -> {
                Tags.match(
                        ifMatch,
                        sites.find(site)
                                .map(one -> ShownSite.of(key, one).tag())
                                .orElse(null));
                refuseUnknownCalendar(declared);
                List<Change> done = sites.put(declared);
                if (!done.isEmpty()) {
                    audit.record(
                            viewer.actor(),
                            "site.declared",
                            "site " + key + "/" + site,
                            Map.of("name", declared.name()));
                }
                return done;
            }));
            boolean created = changes.stream().anyMatch(change -> change.what() == Change.What.CREATED);
            ShownSite shown = ShownSite.of(key, sites.find(site).orElseThrow(() -> NotFound.of("site", site)));
            return ResponseEntity.status(created ? 201 : 200).eTag(shown.tag()).body(shown);
        });
    }

    private void refuseUnknownCalendar(SiteDeclaration declared) {
        String calendar = declared.calendar();
        if (calendar != null && hours.all().stream().noneMatch(one -> one.key().equals(calendar))) {
            throw Refused.field("calendar", "refusal.declaration.dangling", declared.key(), calendar);
        }
    }

    private static SiteDeclaration checked(String key, WantedSite wanted) {
        if (wanted.key() != null && !wanted.key().equals(key)) {
            throw Refused.field("key", "refusal.parameter", wanted.key());
        }
        if (wanted.name() == null || wanted.name().isBlank()) {
            throw Refused.field("name", "refusal.required");
        }
        String zone = wanted.timezone() == null ? "Europe/Paris" : wanted.timezone();
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw Refused.field("timezone", "refusal.declaration.not-zone", zone);
        }
        return new SiteDeclaration(Key.checked("site", key), wanted.name().strip(), ZoneId.of(zone), wanted.calendar());
    }

    private Client existing(String key) {
        return clients.find(key).orElseThrow(() -> NotFound.of("client", key));
    }

    /** A new client gets its number only for one who may make clients. */
    private TenantId owned(Viewer viewer, String key) {
        Optional<Client> known = viewer.scope().call(() -> clients.find(key));
        if (known.isPresent() && viewer.scope().sees(known.get().id())) {
            return known.get().id();
        }
        if (known.isEmpty() && viewer.everyClient() && viewer.role() == Role.ADMINISTRATOR) {
            return clients.idOf(Key.checked("key", key));
        }
        throw NotFound.of("client", key);
    }

    private static Locale checked(String key, Wanted wanted) {
        if (wanted.key() != null && !wanted.key().equals(key)) {
            throw Refused.field("key", "refusal.parameter", wanted.key());
        }
        if (wanted.name() == null || wanted.name().isBlank()) {
            throw Refused.field("name", "refusal.required");
        }
        return switch (wanted.locale() == null ? "fr" : wanted.locale()) {
            case "fr" -> Locale.FRENCH;
            case "en" -> Locale.ENGLISH;
            case String other -> throw Refused.field("locale", "refusal.choice", other, "fr, en");
        };
    }
}
