package org.vigie.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    public record Outcome(List<String> created, List<String> changed, List<String> retired) {}

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
        var outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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
            Outcome outcome) {
        List<Change> changes;
        try {
            changes = fence.within(Scope.of(tenant), () -> {
                var done = sections.apply(document);
                sections.refuseDangling();
                if (!dryRun && !done.isEmpty()) {
                    audit.record(
                            by,
                            "declarations.applied",
                            "client " + document.client(),
                            Map.of("changes", String.valueOf(done.size())));
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

    /** The declarations of the client in scope, which applied again change nothing; secrets are masked and kept. */
    public String export(String clientKey) {
        return transaction.execute(status -> writing.write(clientKey));
    }
}
