package io.watchfire.examples.demo;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The six services of the shop, running. */
final class Shop implements AutoCloseable {
    static final List<String> SERVICES =
            List.of("btf-promotion", "btf-contract", "btf-member", "btf-charlotte", "btf-order", "btf-focommon");
    /** The one that reads from a database. */
    static final String PROMOTION = SERVICES.get(0);

    private final PromotionTable promotions;
    private final List<ShopService> services = new ArrayList<>();

    Shop() throws IOException, SQLException {
        promotions = new PromotionTable();
        for (String name : SERVICES) {
            services.add(new ShopService(name, name.equals(PROMOTION) ? promotions::read : meter -> name + " is well"));
        }
    }

    List<ShopService> services() {
        return List.copyOf(services);
    }

    PromotionTable promotions() {
        return promotions;
    }

    @Override
    public void close() throws SQLException {
        services.forEach(ShopService::close);
        promotions.close();
    }
}
