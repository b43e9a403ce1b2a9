<?php
// relance.h for PHP: text, errors, rows as arrays, and an engine that closes itself.
declare(strict_types=1);

/** The library, by the header itself: without what is for the preprocessor, PHP reads it. */
final class Library
{
    private static ?FFI $c = null;

    public static function c(): FFI
    {
        if (self::$c === null) {
            $header = file_get_contents((getenv('RELANCE_INCLUDE') ?: '/usr/include') . '/relance/relance.h');
            $header = preg_replace(['/^#ifdef __cplusplus.*?^#endif/ms', '/^ *#(.*\\\\\n)*.*$/m'], '', $header);
            self::$c = FFI::cdef($header, getenv('RELANCE_LIBRARY') ?: 'librelance.so.1');
        }
        return self::$c;
    }
}

/** What C reads during a call; it lives as long as this. */
final class Memory
{
    private array $kept = [];

    public function text(string $words): FFI\CData
    {
        $text = Library::c()->new('relance_str');
        if ($words !== '') {
            $data = $this->array('char', strlen($words));
            FFI::memcpy($data, $words, strlen($words));
            [$text->data, $text->size] = [$data, strlen($words)];
        }
        return $text;
    }

    public function array(string $type, int $count): FFI\CData
    {
        $this->kept[] = $array = Library::c()->new("{$type}[$count]");
        return Library::c()->cast("$type *", FFI::addr($array));
    }
}

/** Decides on the leads of one tenant. */
final class Engine
{
    private const TEXTS = ['ID', 'LEAD', 'STATE', 'VERB', 'NAME', 'BECAUSE', 'VERDICT', 'MESSAGE', 'TEXT'];
    private const NUMBERS = ['TOKEN', 'NOT_BEFORE', 'BY'];
    private const AT_ONCE = 100; // effects of a claim, lines of a list
    private FFI $c;
    private ?FFI\CData $handle = null;

    public function __construct(string $database, private string $tenant)
    {
        $this->c = Library::c();
        $memory = new Memory();
        $options = $this->c->new('relance_open_options');
        $options->struct_size = FFI::sizeof($options);
        $options->path = $memory->text($database);
        $this->handle = $this->made('relance_engine', 'open', FFI::addr($options));
    }

    public function __destruct()
    {
        $this->c->relance_close($this->handle);
    }

    /** Puts rules in force for new leads and answers with their name. */
    public function deploy(string $rules, string $file, int $now): string
    {
        $memory = new Memory();
        $workflow = $this->made('relance_workflow', 'compile', $memory->text($rules), $memory->text($file), null);
        try {
            $this->call('deploy', $this->handle, $memory->text($this->tenant), $workflow, $now, $memory->text(''));
            return self::string($this->c->relance_workflow_text($workflow, $this->c->RELANCE_FIELD_NAME));
        } finally {
            $this->c->relance_workflow_destroy($workflow);
        }
    }

    /** Decides events [lead, name, key, attributes], all of them or none, and answers in their order. */
    public function submit(array $events, int $now): array
    {
        $memory = new Memory();
        $told = $memory->array('relance_event', count($events));
        $stride = FFI::sizeof($told[0]);
        foreach ($events as $i => [$lead, $name, $key, $with]) {
            $told[$i]->struct_size = $stride;
            $told[$i]->lead = $memory->text($lead);
            $told[$i]->name = $memory->text($name);
            $told[$i]->key = $memory->text($key);
            if ($with === []) {
                continue;
            }
            $carried = $memory->array('relance_attribute', count($with));
            $told[$i]->attributes = $carried;
            $told[$i]->attribute_count = count($with);
            $told[$i]->attribute_stride = FFI::sizeof($carried[0]);
            foreach (array_keys($with) as $j => $attribute) {
                $carried[$j]->struct_size = FFI::sizeof($carried[0]);
                $carried[$j]->name = $memory->text($attribute);
                $carried[$j]->text = $memory->text($with[$attribute]);
            }
        }
        $tenant = $memory->text($this->tenant);
        return $this->rows('submit', $this->handle, $tenant, $told, count($events), $stride, $now);
    }

    /** Fires what is due and answers how much that was. */
    public function tick(int $now): int
    {
        $memory = new Memory();
        $fired = $this->c->new('size_t');
        $this->call('tick', $this->handle, $memory->text($this->tenant), $now, 0, FFI::addr($fired), null);
        return $fired->cdata;
    }

    public function claim(int $now): array
    {
        $memory = new Memory();
        return $this->rows('claim', $this->handle, $memory->text($this->tenant), $now, self::AT_ONCE, 0);
    }

    public function ack(array $effect, int $now): void
    {
        $memory = new Memory();
        [$tenant, $id] = [$memory->text($this->tenant), $memory->text($effect['ID'])];
        $this->call('ack', $this->handle, $tenant, $id, $effect['TOKEN'], $now);
    }

    public function worklist(int $now): array
    {
        $memory = new Memory();
        return $this->rows('worklist', $this->handle, $memory->text($this->tenant), $now, null, self::AT_ONCE);
    }

    /** Makes a call, whose last parameter is the error. */
    private function call(string $name, mixed ...$parameters): void
    {
        $error = $this->c->new('relance_error *');
        if ($this->c->{"relance_$name"}(...[...$parameters, FFI::addr($error)]) === $this->c->RELANCE_OK) {
            return;
        }
        $found = array_column($this->read($this->c->relance_error_diagnostics($error)), 'TEXT');
        $message = implode('', $found) ?: self::string($this->c->relance_error_message($error));
        $this->c->relance_error_destroy($error);
        throw new RuntimeException(rtrim($message));
    }

    private function made(string $type, string $name, mixed ...$parameters): FFI\CData
    {
        $out = $this->c->new("$type *");
        $this->call($name, ...[...$parameters, FFI::addr($out)]);
        return $out;
    }

    private function rows(string $name, mixed ...$parameters): array
    {
        $rows = $this->made('relance_rows', $name, ...$parameters);
        try {
            return $this->read($rows);
        } finally {
            $this->c->relance_rows_destroy($rows);
        }
    }

    /** Rows as arrays; what one does not have is empty. */
    private function read(?FFI\CData $rows): array
    {
        $all = [];
        for ($i = 0; $i < $this->c->relance_rows_count($rows); ++$i) {
            foreach (self::TEXTS as $field) {
                $all[$i][$field] = self::string($this->c->relance_rows_text($rows, $i, $this->c->{"RELANCE_FIELD_$field"}));
            }
            foreach (self::NUMBERS as $field) {
                $all[$i][$field] = $this->c->relance_rows_number($rows, $i, $this->c->{"RELANCE_FIELD_$field"});
            }
        }
        return $all;
    }

    private static function string(FFI\CData $text): string
    {
        return $text->size === 0 ? '' : FFI::string($text->data, $text->size);
    }
}
