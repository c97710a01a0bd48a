package io.watchfire.cli;

import io.watchfire.runtime.AlertService;
import io.watchfire.runtime.orders.Order;
import io.watchfire.runtime.orders.OrderLog.Orders;
import java.io.IOException;
import java.io.PrintStream;

/** Hands the orders of a state folder to a service, and writes down how things are; on a thread of its own. */
final class OrderFollower implements AutoCloseable {
    private static final long LOOK_AGAIN_MILLIS = 500;

    /** Under what the service remembers how far the orders were obeyed. */
    private static final String POSITION = "orders";

    private final StateFolder folder;
    private final AlertService service;
    private final PrintStream problems;
    private final Thread thread = new Thread(this::follow, "watchfire-orders");
    private long position;
    private volatile boolean closed;

    private OrderFollower(StateFolder folder, AlertService service, PrintStream problems) {
        this.folder = folder;
        this.service = service;
        this.problems = problems;
        this.position = service.noted(POSITION).map(Long::parseLong).orElse(0L);
    }

    /** The orders given so far are obeyed when this returns. */
    static OrderFollower start(StateFolder folder, AlertService service, PrintStream problems) {
        OrderFollower follower = new OrderFollower(folder, service, problems);
        follower.look();
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        while (!closed) {
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            look();
        }
    }

    private synchronized void look() {
        try {
            Orders orders = folder.orders().after(position);
            orders.problems().forEach(problem -> problems.println("watchfire: order not obeyed: " + problem));
            orders.orders().forEach(this::tryToObey);
            if (position != orders.next()) {
                position = orders.next();
                service.note(POSITION, String.valueOf(position));
            }
            folder.write(service);
        } catch (IOException | RuntimeException e) {
            problems.println("watchfire: orders cannot be followed: " + e);
        }
    }

    /** An order that fails keeps none of the others from being obeyed. */
    private void tryToObey(Order order) {
        try {
            obey(order);
        } catch (RuntimeException e) {
            problems.println("watchfire: order not obeyed: " + order + ": " + e.getMessage());
        }
    }

    private void obey(Order order) {
        if (order instanceof Order.AddSilence add) {
            service.silence(add.silence());
        } else if (order instanceof Order.ExpireSilence expire) {
            service.expireSilence(expire.id());
        } else if (order instanceof Order.Acknowledge ack) {
            service.acknowledge(ack.rule(), ack.labels(), ack.author(), ack.comment());
        } else if (order instanceof Order.Resolve resolve) {
            service.resolve(resolve.rule(), resolve.labels(), resolve.author());
        } else if (order instanceof Order.Retry retry) {
            service.retry(retry.id());
        } else if (order instanceof Order.Drop drop) {
            service.drop(drop.id());
        }
    }

    /** Looks a last time. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        look();
    }
}
