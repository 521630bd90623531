package dev.steward.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom a share is counted for: an IPv4 address, or the 64 bits of an IPv6 address that say whose network it is, for anybody has as many
 * of the others as they like.
 */
record ClientAddress(String value) {
    static final ClientAddress NONE = new ClientAddress("");
    private static final int NETWORK = 8;
    private static final int LONGEST = 45;

    static ClientAddress of(InetAddress address) {
        return address instanceof Inet6Address
                ? new ClientAddress(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK)))
                : new ClientAddress(address.getHostAddress());
    }

    /** @param address as the server or a trusted proxy says it; a name is never looked up */
    static ClientAddress of(String address) {
        if (address.length() > LONGEST) {
            return NONE;
        }
        if (address.indexOf(':') < 0) {
            return new ClientAddress(address);
        }
        try {
            return of(InetAddress.getByName("[" + address + "]"));
        } catch (UnknownHostException noAddress) {
            return NONE;
        }
    }
}
