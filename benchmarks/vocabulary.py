"""The words and sentence patterns of the generated journals, in Korean and English.

A Korean pattern names the particle that follows a slot, `{a:을}`; `prose` picks the form that fits the word. `{a}` and
`{b}` are terms of the post's topic, the other slots are words of `FILLERS`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["ko", "en"]


class Topic(NamedTuple):
    """What a post can be about: its tag, and the terms that its sentences are made of."""

    tag: str
    ko: tuple[str, ...]
    en: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """Split a list of words at its commas."""
    return tuple(word.strip() for word in text.split(","))


def _lines(text: str) -> tuple[str, ...]:
    """Split at line ends."""
    return tuple(line.strip() for line in text.strip().splitlines())


#: The topics, the commonest first.
TOPICS: tuple[Topic, ...] = (
    Topic(
        "딥러닝",
        words("경사하강법, 손실 함수, 드롭아웃, 배치 정규화, 학습률, 활성화 함수, 오차 역전파, 가중치 초기화"),
        words(
            "gradient descent, loss function, dropout, batch normalisation, learning rate, activation, backpropagation"
        ),
    ),
    Topic(
        "파이썬",
        words("제너레이터, 데코레이터, 타입 힌트, 컨텍스트 매니저, 가상 환경, 리스트 컴프리헨션, 예외 처리"),
        words("generator, decorator, type hint, context manager, virtual environment, list comprehension, exception"),
    ),
    Topic(
        "자연어처리",
        words("어텐션, 토크나이저, 단어 임베딩, 트랜스포머, 형태소 분석, 언어 모델, 빔 서치, 미세 조정"),
        words("attention, tokenizer, word embedding, transformer, language model, beam search, fine-tuning"),
    ),
    Topic(
        "알고리즘",
        words("이진 탐색, 동적 계획법, 너비 우선 탐색, 우선순위 큐, 해시 테이블, 분할 정복, 세그먼트 트리"),
        words("binary search, dynamic programming, breadth-first search, priority queue, hash table, segment tree"),
    ),
    Topic(
        "선형대수",
        words("고윳값, 행렬 분해, 벡터 공간, 기저 변환, 직교 투영, 특잇값 분해, 계수"),
        words("eigenvalue, matrix factorisation, vector space, change of basis, projection, singular value, rank"),
    ),
    Topic(
        "리눅스",
        words("셸 스크립트, 파이프, 프로세스, 파일 권한, 시그널, 크론 작업, 환경 변수, 심볼릭 링크"),
        words("shell script, pipe, process, file permission, signal, cron job, environment variable, symbolic link"),
    ),
    Topic(
        "데이터베이스",
        words("인덱스, 트랜잭션, 실행 계획, 정규화, 외래 키, 격리 수준, 복제, 파티션"),
        words("index, transaction, query plan, normal form, foreign key, isolation level, replica, partition"),
    ),
    Topic(
        "웹",
        words("요청 헤더, 쿠키, 캐시 정책, 라우터, 세션, 렌더링, 미들웨어, 정적 파일"),
        words("request header, cookie, cache policy, router, session, rendering, middleware, static file"),
    ),
    Topic(
        "깃",
        words("리베이스, 병합 충돌, 커밋 메시지, 브랜치 전략, 스태시, 태그, 훅"),
        words("rebase, merge conflict, commit message, branch, bisect, tag, hook"),
    ),
    Topic(
        "도커",
        words("컨테이너, 이미지 레이어, 볼륨, 네트워크 브리지, 빌드 캐시, 헬스 체크, 엔트리포인트"),
        words("container, image layer, volume, network bridge, build cache, health check, entrypoint"),
    ),
    Topic(
        "통계",
        words("신뢰 구간, 가설 검정, 사전 분포, 표본 분산, 회귀 계수, 부트스트랩, 최대 우도"),
        words("confidence interval, hypothesis test, prior, sample variance, regression, bootstrap, likelihood"),
    ),
    Topic(
        "컴퓨터비전",
        words("합성곱, 특징 맵, 데이터 증강, 객체 검출, 이미지 분할, 풀링, 잔차 연결"),
        words("convolution, feature map, augmentation, object detection, segmentation, pooling, residual connection"),
    ),
    Topic(
        "강화학습",
        words("보상 함수, 정책 경사, 가치 함수, 탐험, 경험 재현, 마르코프 과정, 할인율"),
        words("reward, policy gradient, value function, exploration, replay buffer, Markov process, discount factor"),
    ),
    Topic(
        "테스트",
        words("단위 테스트, 픽스처, 커버리지, 회귀 테스트, 속성 기반 테스트, 테스트 더블"),
        words("unit test, fixture, coverage, regression test, property, test double"),
    ),
    Topic(
        "네트워크",
        words("소켓, 핸드셰이크, 혼잡 제어, 로드 밸런서, 패킷, 타임아웃, 재전송"),
        words("socket, handshake, congestion control, load balancer, packet, timeout, retransmission"),
    ),
    Topic(
        "운영체제",
        words("가상 메모리, 스케줄러, 페이지 폴트, 뮤텍스, 교착 상태, 시스템 콜, 문맥 교환"),
        words("virtual memory, scheduler, page fault, mutex, deadlock, system call, context switch"),
    ),
    Topic(
        "자바",
        words("스트림, 가비지 컬렉션, 제네릭, 인터페이스, 스레드 풀, 불변 객체"),
        words("stream, garbage collection, generics, interface, thread pool, immutable object"),
    ),
    Topic(
        "독서",
        words("머리말, 밑줄 친 문장, 목차, 저자의 질문, 마지막 장, 옮긴이의 말"),
        words("preface, underlined sentence, table of contents, question, last chapter, footnote"),
    ),
    Topic(
        "회고",
        words("한 주의 기록, 실패한 실험, 다음 목표, 발표 준비, 스터디 모임, 일정 관리"),
        words("weekly record, failed experiment, next goal, talk, study group, schedule"),
    ),
    Topic(
        "추천시스템",
        words("협업 필터링, 콜드 스타트, 행렬 분해, 순위 지표, 암묵적 피드백, 노출 편향"),
        words("collaborative filtering, cold start, factorisation, ranking metric, implicit feedback, exposure bias"),
    ),
    Topic(
        "배포",
        words("무중단 배포, 롤백, 파이프라인, 모니터링, 로그 수집, 카나리 배포"),
        words("rolling release, rollback, pipeline, monitoring, log collection, canary"),
    ),
    Topic(
        "음성인식",
        words("스펙트로그램, 음향 모델, 정렬 손실, 음소, 잡음 제거, 샘플링 주파수"),
        words("spectrogram, acoustic model, alignment loss, phoneme, noise reduction, sampling rate"),
    ),
    Topic(
        "수학",
        words("극한, 편미분, 조건부 확률, 귀납법, 볼록 함수, 테일러 전개"),
        words("limit, partial derivative, conditional probability, induction, convex function, Taylor expansion"),
    ),
    Topic(
        "여행",
        words("돌담길, 박물관, 절터, 숲길, 새벽 기차, 오래된 지도"),
        words("stone wall, museum, temple site, forest path, morning train, old map"),
    ),
)

#: What a topic is looked at for; together they name the rarer tags.
ASPECTS = words("기초, 실습, 논문, 정리, 설치, 성능, 디버깅, 면접, 발표, 질문, 번역, 도구, 복습, 프로젝트")

FILLERS: dict[Language, dict[str, tuple[str, ...]]] = {
    "ko": {
        "thing": words("""
            예제, 강의, 논문, 책, 코드, 실험, 문서, 노트, 그림, 과제, 발표 자료, 동영상, 숙제, 교재, 블로그 글, 질문,
            답변, 메모, 연습 문제, 저장소
        """),
        "when": words("""
            어제, 지난주에, 주말 내내, 퇴근하고, 아침마다, 한 달 전에, 스터디가 끝나고, 그날 밤, 올봄에, 비 오는 날에,
            출근길에, 새벽까지, 처음 배울 때
        """),
        "how": words("""
            천천히, 다시, 꼼꼼히, 몇 번이고, 겨우, 하나씩, 생각보다 쉽게, 손으로 직접, 끝까지, 거꾸로, 한 줄씩,
            소리 내어, 여러 번
        """),
        "feel": words("""
            헷갈렸다, 재미있었다, 낯설었다, 반가웠다, 막막했다, 놀라웠다, 당연해 보였다, 아쉬웠다, 신기했다, 어려웠다,
            뿌듯했다, 궁금했다
        """),
        "who": words("동료, 친구, 선배, 스터디원, 저자, 교수님, 옆자리 개발자, 후배, 리뷰어"),
        "count": words("두 가지, 세 가지, 네 가지, 여러, 몇 가지, 서너 개의, 수십 개의"),
    },
    "en": {
        "thing": words("""
            example, lecture, paper, chapter, notebook, experiment, manual, diagram, exercise, talk, textbook,
            repository, question, answer, draft, proof
        """),
        "when": words("""
            yesterday, last week, over the weekend, after work, a month ago, that night, this spring, on the train,
            before breakfast, at the study group
        """),
        "how": words("""
            slowly, once more, carefully, by hand, line by line, backwards, in small steps, with a pencil,
            from memory, in public
        """),
        "feel": words("""
            confusing, fun, unfamiliar, obvious in hindsight, harder than it looks, surprising, reassuring,
            worth the detour, a relief, humbling
        """),
        "who": words("a colleague, a friend, the author, our reviewer, someone in the group, my past self"),
        "count": words("two, three, four, several, a few, a dozen"),
    },
}

SENTENCES: dict[Language, tuple[str, ...]] = {
    "ko": _lines("""
        {when} {a:을} {how} 들여다보았다.
        {a:은} 이름만 들었을 때와 직접 써 보았을 때가 많이 달랐다.
        처음에는 {a:과} {b:이} 같은 말인 줄 알았다.
        {who:이} 보여 준 {thing:은} {a:을} 설명하는 데 가장 좋은 출발점이었다.
        {thing:을} 덮고 나니 {a:이} 왜 필요한지 비로소 보였다.
        {b:을} 모르고는 {a:을} 이해할 수 없다는 말이 맞았다.
        값을 {n}에서 {m:으로} 바꾸자 결과가 눈에 띄게 달라졌다.
        {count} 방법을 시험해 보았고 그 가운데 {a:을} 고르기로 했다.
        {a:은} 문제를 작게 나누는 데서 시작한다.
        {when} 같은 {thing:을} {how} 읽었지만 여전히 {feel}.
        여기서 중요한 것은 {a} 자체가 아니라 {b:과} 맺는 관계다.
        {who:에게} 물어보니 {a:은} 대개 {n}번쯤 실패하고 나서야 손에 익는다고 한다.
        {thing:에는} 나오지 않지만 {a:을} 쓸 때 꼭 확인해야 할 것이 있다.
        그래서 이번에는 {a:을} {how} 만들어 보기로 했다.
        오류 메시지를 {how} 읽어 보니 원인은 {b}에 있었다.
        {a:이} 빨라진 만큼 {b:은} 느려졌다.
        결국 {n}시간을 쓰고 나서 {a:을} 빼고 다시 시작했다.
        {when} 적어 둔 {thing:을} 다시 펴 보니 {a:에} 대한 설명이 {feel}.
        {a:을} 한 문장으로 말하면 {b:을} 미루는 기술이다.
        아직 {a:이} 무엇인지 남에게 설명할 자신은 없다.
        {thing} {n}쪽에 있는 그림 하나가 {a:을} 가장 잘 설명한다.
        이 부분은 {feel}. 다음 글에서 {b:과} 함께 다시 다루려고 한다.
        같은 입력을 {n}번 넣어도 {a:은} 언제나 같은 답을 돌려준다.
        {who:은} {a}보다 {b:을} 먼저 배우라고 권했다.
        정리하고 보니 {count} 개념이 모두 {a:으로} 이어져 있었다.
        {a:을} 쓰면 메모리가 {n} MB쯤 더 들지만 그만한 값을 한다.
        실무에서는 {a:을} 그대로 쓰는 일이 드물고 {b:과} 섞어 쓴다.
        {how} 따라 해 보면 {a:이} 그렇게 어렵지 않다는 것을 알게 된다.
        작년의 나는 {a:을} 외웠고 올해의 나는 {b:을} 의심한다.
        길을 잃을 때마다 {thing:으로} 돌아가 첫 문장부터 읽었다.
        {a}, {b}, 그리고 시간. 필요한 것은 이 세 가지였다.
        혹시 {a:에서} 막힌 사람이 있다면 {b:부터} 확인해 보기를 권한다.
    """),
    "en": _lines("""
        I went through the {thing} on {a} {how} {when}.
        At first {a} and {b} looked like the same idea.
        The name {a} says less than {n} lines of code do.
        What {who} showed me was the best way into {a} that I have seen.
        Without {b} there is little hope of understanding {a}.
        Changing the value from {n} to {m} made a visible difference.
        I tried {count} approaches and kept the one built on {a}.
        It starts with cutting the problem into {count} smaller ones.
        The {thing} was {feel}, and I will come back to it.
        What matters is not {a} itself but how it meets {b}.
        Nobody mentions it in the {thing}, yet {a} breaks when {b} is missing.
        So this time I wrote {a} {how}, without looking anything up.
        Read {how}, the error pointed at {b} all along.
        Whatever {a} gained in speed, {b} lost again.
        After {n} hours I removed {a} and began again.
        In one sentence, {a} is a way of putting off {b}.
        I could not explain {a} to {who} yet.
        The figure on page {n} of the {thing} explains {a} better than its text.
        Given the same input {n} times, {a} gives the same answer {n} times.
        My advice to {who} was to learn {b} before {a}.
        It costs about {n} MB more, and it is worth it.
        In practice one rarely meets {a} alone; it comes with {b}.
        Last year I memorised {a}; this year I doubt {b}.
        Whenever I was lost I returned to the {thing} and read its first line {how}.
        Looked at again, {count} ideas led back to {a}.
        If you are stuck with {a}, check {b} first.
        Working on {a} {when} was {feel}.
        The second half of the {thing} leaves {b} as an exercise, which was {feel}.
    """),
}

HEADINGS: dict[Language, tuple[str, ...]] = {
    "ko": _lines("""
        {a:이}란 무엇인가
        {a:을} 직접 만들어 보기
        왜 {a:인}가
        {a:과} {b}
        {thing} 따라 하기
        실험 결과
        남은 질문
        정리하며
        {a:에} 대한 오해
        설치와 준비
        {b:으로} 돌아가서
        삽질의 기록
        참고한 {thing}
    """),
    "en": _lines("""
        What is {a}?
        Building {a} by hand
        Why {a}
        {a} and {b}
        Following the {thing}
        Results
        Open questions
        Looking back
        A misunderstanding about {a}
        Setting up
        Back to {b}
    """),
}

TITLES: dict[Language, tuple[str, ...]] = {
    "ko": _lines("""
        {a} 이해하기
        {a:과} {b} 사이에서
        {a:을} 처음부터 만들어 보았다
        내가 {a:을} 오해한 이유
        {a} 정리
        {thing:으로} 배우는 {a}
        {a} 삽질 기록
        다시 읽는 {a}
        {a:이} 느릴 때 확인할 것들
        {a} 첫걸음
    """),
    "en": _lines("""
        Notes on {a}
        Between {a} and {b}
        {a} from scratch
        What I got wrong about {a}
        Revisiting {a}
        Learning {a} from a {thing}
        When {a} is slow
        First steps with {a}
        {a} without fear
    """),
}

SERIES: dict[Language, tuple[str, ...]] = {
    "ko": _lines("""
        {a} 답사기
        {a} 논문 읽기
        {a} 스터디
        {a} 완전 정복
        {a} 하루 한 장
        {a:으로} 떠나는 여행
    """),
    "en": _lines("""
        A journey through {a}
        Reading about {a}
        {a} study notes
        {a}, one page a day
    """),
}

#: Sentences that carry a link: to another post, or out of the blog.
LINK_SENTENCES: dict[Language, tuple[str, ...]] = {
    "ko": _lines("""
        이 내용은 [{title}]({url})에서 이어진다.
        앞서 쓴 [{title}]({url})을 먼저 읽으면 좋다.
        자세한 설명은 [{title}]({url})에 적어 두었다.
        [지난 글]({url})에서 {a:을} 다루었다.
    """),
    "en": _lines("""
        This continues [{title}]({url}).
        It helps to read [{title}]({url}) first.
        The details are in [{title}]({url}).
        I covered {a} in [an earlier post]({url}).
    """),
}
