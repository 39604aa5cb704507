package org.vigie.organization;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.TenantId;

/** The clients that the current scope may see. */
@Service
public class Clients {

    /** In the order of their names. */
    @Transactional(readOnly = true)
    public List<Client> visible() {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Client get(TenantId id) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Client> find(String key) {
        throw new UnsupportedOperationException();
    }

    /**
     * The id of the client with this key, or a new one that no client has yet. Runs in a transaction and a scope of its
     * own, because the id must be known before the fence of that client can be taken; it tells nothing but the number.
     */
    public TenantId idOf(String key) {
        throw new UnsupportedOperationException();
    }

    /** Creates or renames the client of the current scope. */
    @Transactional
    public List<Change> declare(String key, String name, Locale locale) {
        throw new UnsupportedOperationException();
    }
}
