package io.watchfire.notifiers.receiver;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Where an address lies. After the IANA special-purpose address registries (RFC 6890) and the clouds' manuals. */
enum AddressKind {
    PUBLIC,
    /** Private, loopback, shared or documentation: nobody else's. */
    PRIVATE,
    LINK_LOCAL,
    METADATA,
    /** Unspecified, multicast, broadcast, reserved. */
    NO_HOST;

    private record Block(byte[] prefix, int bits, AddressKind kind) {
        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ prefix[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The first block that contains an address decides. */
    private static final List<Block> BLOCKS = List.of(
            // Amazon, Google, Azure and most others stand in link-local; the rest of the clouds:
            v4(METADATA, 32, 169, 254, 169, 254),
            v4(METADATA, 32, 100, 100, 100, 200), // Alibaba
            v4(METADATA, 32, 168, 63, 129, 16), // Azure
            v4(METADATA, 32, 192, 0, 0, 192), // Oracle
            v6(METADATA, 128, "fd000ec2000000000000000000000254"), // Amazon
            v6(METADATA, 128, "fd2000ce000000000000000000000254"), // Google
            v4(LINK_LOCAL, 16, 169, 254, 0, 0),
            v6(LINK_LOCAL, 10, "fe800000000000000000000000000000"),
            v4(NO_HOST, 8, 0, 0, 0, 0),
            v4(NO_HOST, 4, 224, 0, 0, 0),
            v4(NO_HOST, 4, 240, 0, 0, 0),
            v6(NO_HOST, 128, "00000000000000000000000000000000"),
            v6(NO_HOST, 8, "ff000000000000000000000000000000"),
            v4(PRIVATE, 8, 10, 0, 0, 0),
            v4(PRIVATE, 8, 127, 0, 0, 0),
            v4(PRIVATE, 12, 172, 16, 0, 0),
            v4(PRIVATE, 16, 192, 168, 0, 0),
            v4(PRIVATE, 10, 100, 64, 0, 0),
            v4(PRIVATE, 24, 192, 0, 0, 0),
            v4(PRIVATE, 24, 192, 0, 2, 0),
            v4(PRIVATE, 15, 198, 18, 0, 0),
            v4(PRIVATE, 24, 198, 51, 100, 0),
            v4(PRIVATE, 24, 203, 0, 113, 0),
            v6(PRIVATE, 128, "00000000000000000000000000000001"),
            v6(PRIVATE, 7, "fc000000000000000000000000000000"),
            v6(PRIVATE, 10, "fec00000000000000000000000000000"),
            v6(PRIVATE, 32, "20010db8000000000000000000000000"),
            v6(PRIVATE, 48, "0064ff9b000100000000000000000000"),
            // Teredo hides an IPv4 address behind an exclusive or; nobody's webhook lives there.
            v6(NO_HOST, 32, "20010000000000000000000000000000"));

    /** Prefixes behind which an IPv4 address stands: mapped, compatible, translated (RFC 6052), 6to4 (RFC 3056). */
    private static final List<Block> EMBEDDING = List.of(
            v6(PUBLIC, 96, "00000000000000000000ffff00000000"),
            v6(PUBLIC, 96, "00000000000000000000000000000000"),
            v6(PUBLIC, 96, "0000000000000000ffff000000000000"),
            v6(PUBLIC, 96, "0064ff9b000000000000000000000000"),
            v6(PUBLIC, 16, "20020000000000000000000000000000"));

    static AddressKind of(InetAddress address) {
        return of(address.getAddress());
    }

    private static AddressKind of(byte[] address) {
        for (Block block : BLOCKS) {
            if (block.contains(address)) {
                return block.kind;
            }
        }
        for (Block block : EMBEDDING) {
            if (block.contains(address)) {
                int at = block.bits / 8;
                return of(Arrays.copyOfRange(address, at, at + 4));
            }
        }
        return PUBLIC;
    }

    private static Block v4(AddressKind kind, int bits, int... bytes) {
        byte[] prefix = new byte[4];
        for (int i = 0; i < 4; i++) {
            prefix[i] = (byte) bytes[i];
        }
        return new Block(prefix, bits, kind);
    }

    private static Block v6(AddressKind kind, int bits, String hex) {
        return new Block(HexFormat.of().parseHex(hex), bits, kind);
    }
}
