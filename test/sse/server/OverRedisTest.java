package sse.server;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import sse.kit.OverRedis;

/**
 * What the server answers, with the events in Redis: the same as in memory. The other tests of the server are of how it
 * writes to sockets, whoever gives it the events, or need none, as {@code /} does.
 */
@ExtendWith(OverRedis.class)
class OverRedisTest {
    @Nested
    class Answers extends AnswersTest {}

    @Nested
    class Bodies extends BodiesTest {}

    @Nested
    class CatchUp extends CatchUpTest {}

    @Nested
    class ComeBack extends ComeBackTest {}

    @Nested
    class CutReader extends CutReaderTest {}

    @Nested
    class Follow extends FollowTest {}

    @Nested
    class Framing extends FramingTest {}

    @Nested
    class Guard extends GuardTest {}

    @Nested
    class Hostile extends HostileTest {}

    @Nested
    class OwnIds extends OwnIdsTest {}

    @Nested
    class Publish extends PublishTest {}

    @Nested
    class Refusals extends RefusalsTest {}

    @Nested
    class Status extends StatusTest {}
}
