package verdict

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Journal is the file results.jsonl, to which every case is added as soon as
// it is judged. Its first line is the run without cases; every further line is
// one case. A run that is killed leaves all that it had judged.
type Journal struct {
	file *os.File
}

// NewJournal starts the journal of a run, in place of an older file.
func NewJournal(path string, run Run) (*Journal, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	j := &Journal{file: file}
	run.Cases = nil
	if err := j.write(run); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return j, nil
}

// Append adds a case and sees to it that it is on the disk.
func (j *Journal) Append(c Case) error { return j.write(c) }

// Close ends the journal. The file stays.
func (j *Journal) Close() error { return j.file.Close() }

func (j *Journal) write(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	// One write a line: what is torn by a kill is at most the last line.
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return err
	}
	return j.file.Sync()
}

// Recover makes a run of a journal. A last line that was not written to its
// end is left out. The run says that it was interrupted unless the journal
// itself does, since a run that ends in good order leaves its results.json.
func Recover(path string) (*Run, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	reader := bufio.NewReader(file)
	run, number := &Run{}, 0
	for {
		line, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break // what stands after the last line end is torn
		}
		if err != nil {
			return nil, err
		}
		number++
		if number == 1 {
			err = json.Unmarshal(line, run)
		} else {
			var c Case
			err = json.Unmarshal(line, &c)
			run.Cases = append(run.Cases, c)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, number, err)
		}
	}
	if number == 0 {
		return nil, fmt.Errorf("%s: the journal is empty", path)
	}
	if run.Schema != Schema {
		return nil, fmt.Errorf("%s: the form is version %d, this program knows version %d", path, run.Schema, Schema)
	}
	if run.Interrupted == "" {
		run.Interrupted = "the run ended without closing its journal"
	}
	if n := len(run.Cases); n > 0 {
		last := run.Cases[n-1]
		run.Ended = last.Started.Add(last.Duration)
	}
	return run, nil
}
