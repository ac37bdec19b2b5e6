package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverTls;

/** Heartbeats and departures, over TLS. */
@ExtendWith(OverTls.class)
class DepartureOverTlsTest extends DepartureTest {}
