package org.vigie.inventory;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.shared.Change;
import org.vigie.shared.Page;

/** The assets and business services of the scope. */
@Service
public class Assets {

    @Transactional(readOnly = true)
    public Asset get(long id) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public Optional<Asset> find(String key) {
        throw new UnsupportedOperationException();
    }

    /** By name; the cursor is opaque. */
    @Transactional(readOnly = true)
    public Page<Asset> list(AssetFilter filter, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public List<BusinessService> services() {
        throw new UnsupportedOperationException();
    }

    @Transactional(readOnly = true)
    public BusinessService service(long id) {
        throw new UnsupportedOperationException();
    }

    /** Makes assets those of the declaration; what it does not name is retired. A cycle is refused with its path. */
    @Transactional
    public List<Change> declare(List<AssetDeclaration> wanted) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> declareServices(List<ServiceDeclaration> wanted) {
        throw new UnsupportedOperationException();
    }

    /** Creates or changes one, from a page. */
    @Transactional
    public List<Change> put(AssetDeclaration wanted) {
        throw new UnsupportedOperationException();
    }

    @Transactional
    public List<Change> putService(ServiceDeclaration wanted) {
        throw new UnsupportedOperationException();
    }
}
