package io.watchfire.runtime.orders;

import java.io.IOException;
import java.util.List;

/** Orders in the order in which they were given. Several programs may look at one log at the same time. */
public interface OrderLog {
    /** Adds an order behind all others; it is kept when this returns. */
    void append(Order order) throws IOException;

    /**
     * The orders behind a position.
     *
     * @param position 0 for the beginning, or {@link Orders#next} of an earlier answer
     */
    Orders after(long position) throws IOException;

    /**
     * Some orders.
     *
     * @param next where the orders begin that are given later
     * @param problems what could not be read as an order, a line each
     */
    record Orders(List<Order> orders, long next, List<String> problems) {
        public Orders {
            orders = List.copyOf(orders);
            problems = List.copyOf(problems);
        }
    }
}
