package sse.server;

import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverRedis;

/** Readers that catch up, with the events in Redis. */
@ExtendWith(OverRedis.class)
class CatchUpOverRedisTest extends CatchUpTest {}
