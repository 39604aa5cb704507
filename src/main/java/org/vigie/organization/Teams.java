package org.vigie.organization;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;

/** The teams of the client in scope. */
@Service
public class Teams {

    @Transactional(readOnly = true)
    public List<Team> all() {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Team> find(String key) {
        throw new UnsupportedOperationException();
    }

    /** Makes the teams those of the declaration; what it does not name is retired. */
    @Transactional
    public List<Change> declare(List<TeamDeclaration> wanted) {
        throw new UnsupportedOperationException();
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(TeamDeclaration wanted) {
        throw new UnsupportedOperationException();
    }
}
