package org.vigie.organization;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;

/** The sites of the client in scope. */
@Service
public class Sites {

    @Transactional(readOnly = true)
    public List<Site> all() {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Site> find(String key) {
        throw new UnsupportedOperationException();
    }

    /** Makes the sites those of the declaration; what it does not name is retired. */
    @Transactional
    public List<Change> declare(List<SiteDeclaration> wanted) {
        throw new UnsupportedOperationException();
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(SiteDeclaration wanted) {
        throw new UnsupportedOperationException();
    }
}
