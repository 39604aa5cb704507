package org.vigie.inventory;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What depends on what, followed to the end in one query. */
@Service
public class Dependencies {

    /** The business services that fail when this asset fails, the most critical first. */
    @Transactional(readOnly = true)
    public List<BusinessService> servicesAffectedBy(long assetId) {
        throw new UnsupportedOperationException();
    }

    /** Every asset that a business service needs, directly or not. */
    @Transactional(readOnly = true)
    public List<Asset> assetsUnder(long serviceId) {
        throw new UnsupportedOperationException();
    }

    /** What the asset itself needs, directly or not, the nearest first. */
    @Transactional(readOnly = true)
    public List<Asset> neededBy(long assetId) {
        throw new UnsupportedOperationException();
    }

    /** Assets that need this one, directly or not, the nearest first. */
    @Transactional(readOnly = true)
    public List<Asset> dependingOn(long assetId) {
        throw new UnsupportedOperationException();
    }
}
