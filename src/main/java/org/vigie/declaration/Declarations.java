package org.vigie.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditTrail;
import org.vigie.organization.Clients;
import org.vigie.shared.Actor;
import org.vigie.shared.Change;
import org.vigie.shared.Fence;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;

/** Makes what there is match what is declared, and says what is there as a declaration. */
@Service
public class Declarations {

    /** What an application did or, on a dry run, would have done: "assets/web-1" and the like. */
    public record Outcome(List<String> created, List<String> changed, List<String> retired) {
        static Outcome nothing() {
            return new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private final Clients clients;
    private final Sections sections;
    private final Writing writing;
    private final Fence fence;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    Declarations(
            Clients clients,
            Sections sections,
            Writing writing,
            Fence fence,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.clients = clients;
        this.sections = sections;
        this.writing = writing;
        this.fence = fence;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The keys of the clients that the text declares, for the caller to look whether they are theirs. */
    public List<String> clientsIn(String text) {
        return YamlText.read(text).stream()
                .map(fields -> new DeclarationReader(fields).read().client())
                .toList();
    }

    /**
     * Applies one or more documents, each about one client, in one transaction: all or nothing. A second time changes
     * nothing.
     *
     * @param onlyClient the one client that may be declared, or null for any
     * @throws Refused with every mistake, each with its field and line
     */
    public Outcome apply(String text, boolean dryRun, Actor by, @Nullable String onlyClient) {
        return apply(text, dryRun, by, onlyClient, null);
    }

    /**
     * The same from an editor.
     *
     * @param base the tag of the export that the text was made from: another there now refuses it as stale
     */
    public Outcome apply(String text, boolean dryRun, Actor by, @Nullable String onlyClient, @Nullable String base) {
        var readers = YamlText.read(text).stream().map(DeclarationReader::new).toList();
        var documents = new ArrayList<Declaration>();
        var errors = new ArrayList<FieldError>();
        for (DeclarationReader reader : readers) {
            try {
                documents.add(reader.read());
            } catch (Refused refused) {
                errors.addAll(refused.errors());
            }
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
        refuseForeign(readers, documents, onlyClient);
        var outcome = Outcome.nothing();
        var tenants = documents.stream()
                .map(document -> clients.idOf(document.client()))
                .toList();
        Scope.across("declarations: apply")
                .run(() -> transaction.executeWithoutResult(status -> {
                    for (int i = 0; i < documents.size(); i++) {
                        apply(
                                readers.get(i),
                                documents.get(i),
                                tenants.get(i),
                                by,
                                documents.size() > 1,
                                dryRun,
                                base,
                                outcome);
                    }
                    if (dryRun) {
                        status.setRollbackOnly();
                    }
                }));
        return outcome;
    }

    private void apply(
            DeclarationReader reader,
            Declaration document,
            TenantId tenant,
            Actor by,
            boolean named,
            boolean dryRun,
            @Nullable String base,
            Outcome outcome) {
        List<Change> changes;
        try {
            changes = fence.within(Scope.of(tenant), () -> {
                clients.hold();
                if (base != null
                        && !Document.tag(writing.write(document.client())).equals(base)) {
                    throw Refused.stale();
                }
                Document before = dryRun ? nothing(document.client()) : there(document.client());
                var done = sections.apply(document);
                sections.refuseDangling();
                if (!dryRun && !done.isEmpty()) {
                    audit(by, document.client(), before, done);
                }
                return done;
            });
        } catch (Refused refused) {
            throw reader.placed(refused);
        }
        for (Change change : changes) {
            String what = (named ? document.client() + ":" : "") + change.section() + "/" + change.key();
            switch (change.what()) {
                case CREATED -> outcome.created().add(what);
                case CHANGED -> outcome.changed().add(what);
                case RETIRED -> outcome.retired().add(what);
            }
        }
    }

    /** Who changed what: one entry for the whole, and one for each object as it was and as it is. */
    private void audit(Actor by, String client, Document before, List<Change> changes) {
        audit.record(by, "declarations.applied", "client " + client, Map.of("changes", String.valueOf(changes.size())));
        Document after = there(client);
        for (Change change : changes) {
            Kind.of(change.section()).ifPresent(kind -> {
                var details = new TreeMap<String, String>();
                before.find(kind, change.key()).ifPresent(object -> details.put("before", Document.json(object)));
                after.find(kind, change.key()).ifPresent(object -> details.put("after", Document.json(object)));
                audit.record(
                        by,
                        "declaration." + change.what().name().toLowerCase(Locale.ROOT),
                        change.section() + " " + change.key() + " of client " + client,
                        details);
            });
        }
    }

    private Document there(String client) {
        return clients.find(client).isEmpty() ? nothing(client) : new Document(writing.fields(client));
    }

    private static Document nothing(String client) {
        return new Document(Map.of("client", client));
    }

    private static void refuseForeign(
            List<DeclarationReader> readers, List<Declaration> documents, @Nullable String onlyClient) {
        var seen = new TreeSet<String>();
        for (int i = 0; i < documents.size(); i++) {
            String client = documents.get(i).client();
            if (onlyClient != null && !client.equals(onlyClient)) {
                throw readers.get(i)
                        .placed(Refused.field("client", "refusal.declaration.other-client", client, onlyClient));
            }
            if (!seen.add(client)) {
                throw readers.get(i).placed(Refused.field("client", "refusal.declared-twice", client));
            }
        }
    }

    /**
     * Makes single objects what a person wants, as an application of what is declared with these objects changed: the
     * same rules, the same sentences, all or nothing.
     *
     * @throws Refused as stale when somebody changed one of the objects since it was read; else with the fields named as
     *     "edits[0].http.url"
     */
    public Outcome edit(String client, List<Edit> edits, boolean dryRun, Actor by) {
        var outcome = Outcome.nothing();
        TenantId tenant = clients.idOf(client);
        Scope.across("declarations: edit")
                .run(() -> transaction.executeWithoutResult(status -> {
                    var revision = fence.within(Scope.of(tenant), () -> {
                        clients.hold();
                        return Revision.of(there(client), edits);
                    });
                    try {
                        var reader = new DeclarationReader(revision.document());
                        apply(reader, reader.read(), tenant, by, false, dryRun, null, outcome);
                    } catch (Refused refused) {
                        throw revision.placed(refused);
                    }
                    if (dryRun) {
                        status.setRollbackOnly();
                    }
                }));
        return outcome;
    }

    /** What is declared of the client in scope, object by object. */
    public Document document(String clientKey) {
        return transaction.execute(status -> new Document(writing.fields(clientKey)));
    }

    /** The declarations of the client in scope, which applied again change nothing; secrets are masked and kept. */
    public String export(String clientKey) {
        return transaction.execute(status -> writing.write(clientKey));
    }
}
